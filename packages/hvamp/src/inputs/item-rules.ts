import { readFile } from 'node:fs/promises'
import type { Table } from '@hvamp/data'
import { readTableFile } from '@hvamp/data/node'
import { isDatabaseAddress, type RowChoice } from '@hvamp/databases'
import { type CompiledRules, compileRules, type ItemTable, itemTable, parseCondition } from '@hvamp/rules'
import { badInput, checkingInput } from '../process/bad-input'
import type { RuleSettings } from '../settings/item-rules'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { preview } from './histories'
import { onDisk } from './on-disk'
import { readDatabaseItems } from './read-database-rows'

/** What the options about items say, read and checked as far as it goes without a model. */
export interface ItemRules {
  readonly table: ItemTable | undefined
  /**
   * For the items of a model; ids that it does not know are reported on `out`.
   *
   * @throws bad input if a condition, a limit or weights do not fit the table
   */
  of(itemIds: readonly string[], out: Output): Promise<CompiledRules>
}

/** @throws bad input if a file cannot be read, or an option needs an item table and none is given */
export async function readItemRules(settings: RuleSettings): Promise<ItemRules> {
  const { itemTable: path, tableId: id, tableTitle: title, tableType: types } = settings
  const { tableQuery: query, tableName: name } = settings
  const { where, per, weights } = settings
  if (path === undefined) {
    const lone = Object.entries({
      where,
      per,
      weights,
      'table-id': id,
      'table-title': title,
      'table-type': types,
      'table-query': query,
      'table-name': name,
    })
    for (const [option, value] of lone) {
      if (value !== undefined) throw badInput(`--${option}: needs --item-table, got none`)
    }
  }
  const condition =
    where === undefined ? undefined : await checkingInput(() => parseCondition(where, '--where'))
  const among = settings.only && (await idsOf(settings.only, '--only'))
  const exclude = settings.exclude && (await idsOf(settings.exclude, '--exclude'))
  const table =
    path === undefined
      ? undefined
      : await checkingInput(async () =>
          itemTable(await tableOf(path, { query, table: name }), {
            ...(id !== undefined && { id }),
            ...(title !== undefined && { title }),
            ...(types && { types }),
          }),
        )
  const rules = {
    ...(among && { among }),
    ...(exclude && { exclude }),
    ...(condition && { where: condition }),
    ...(per && { per }),
    ...(weights !== undefined && { weights }),
  }
  return {
    table,
    async of(itemIds, out) {
      if (table) reportItemsWithoutRow(table, itemIds, out)
      const compiled = compiledBy(() => compileRules(rules, { itemIds, table }))
      const { unknownItems } = compiled
      if (unknownItems.length > 0) {
        out.note(`rules have no effect on items that the model does not know: ${preview(unknownItems)}`)
        out.emit({ event: 'unknownItems', items: unknownItems })
      }
      return compiled
    },
  }
}

/** Why all lists under some rules are empty, as far as the rules say. */
export function emptyLists({ candidateCount }: CompiledRules): string | undefined {
  return candidateCount === 0 ? 'the rules allow no item of the model' : undefined
}

/** The rows of a file, the standard input or a database. */
async function tableOf(path: string, rows: RowChoice): Promise<Table> {
  if (isDatabaseAddress(path)) return readDatabaseItems(path, rows)
  const [option] = Object.entries({ query: rows.query, name: rows.table }).find(([, text]) => text) ?? []
  if (option !== undefined)
    throw badInput(`--table-${option}: goes with the address of a database, got '${path}'`)
  return onDisk(path, readTableFile)
}

/** Says how many items of a model a table lacks. @throws bad input if it lacks all of them */
function reportItemsWithoutRow(table: ItemTable, itemIds: readonly string[], out: Output): void {
  const count = itemIds.filter((id) => table.rowOf(id) < 0).length
  if (count === 0) return
  if (count === itemIds.length) {
    throw badInput(
      `--item-table: ids must be those of the model's items, such as ${preview(itemIds.slice(0, 3))}, got ${preview(table.ids.slice(0, 3))} in ${table.name}, none of which is one (--table-id names another column)`,
    )
  }
  out.note(`${grouped(count)} of ${grouped(itemIds.length)} items of the model have no row in ${table.name}`)
}

/** What was compiled; a rule that does not fit the table is told by the name of its option. */
function compiledBy(compile: () => CompiledRules): CompiledRules {
  try {
    return compile()
  } catch (cause) {
    throw badInput((cause as Error).message.replace(/^rules\./, '--'), cause)
  }
}

/** Ids separated by commas, or one a line in a file after @. */
export async function idsOf(lists: readonly string[], option: string): Promise<string[]> {
  const ids: string[] = []
  for (const text of lists) {
    const pieces = text.startsWith('@')
      ? (await fileText(text.slice(1), option)).split(/\r?\n/)
      : text.split(',')
    ids.push(...pieces.map((id) => id.trim()).filter((id) => id !== ''))
  }
  return ids
}

async function fileText(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw badInput(
      `${option}: must be a file that can be read, got '${path}': ${(cause as Error).message}`,
      cause,
    )
  }
}
