import { itemSimilarities, type SimilarItems, type SimilarityMeasure } from '@hvamp/models'
import type { ItemTable } from '@hvamp/rules'
import { type DestinationSettings, destinationOf } from '../files/destination'
import { emptyLists, idsOf, readItemRules } from '../inputs/item-rules'
import { preview, previewMissing } from '../inputs/near-ids'
import { badInput, checkingInput } from '../process/bad-input'
import { itemIdType } from '../runs/id-types'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import type { RuleSettings } from '../settings/item-rules'
import { counted } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { shownColumns, titleCell, titleColumn, titledList } from '../terminal/recommendation-rows'
import { textTable } from '../terminal/text-table'
import { folderWithModel } from '../tuning/chosen-run'
import { tellWritten } from './tell-written'

interface Flags extends BackendSettings, RuleSettings, DestinationSettings {
  items?: readonly string[]
  item?: readonly string[]
  all?: boolean
  measure?: SimilarityMeasure
  top: number
  json?: boolean
}

/** Lists the items most like some. */
export async function similarAction(path: string, flags: Flags): Promise<void> {
  const out = output(flags)
  const { items, item } = flags
  const isOfSome = items !== undefined || item !== undefined
  if (!isOfSome && !flags.all) throw badInput('similar: must have --items, --item or --all, got none of them')
  const destination = await destinationOf(flags, out)
  const given = isOfSome ? [...(await idsOf(items ?? [], '--items')), ...(item ?? [])] : undefined
  if (given?.length === 0) throw badInput('--items: must have at least one id, got none')
  const folder = await folderWithModel(path)
  const itemRules = await readItemRules(flags)
  const { table } = itemRules
  await startBackend(flags)
  const model = await openModel(folder)
  const known = new Set(model.itemIds)
  const missing = given?.filter((id) => !known.has(id)) ?? []
  if (missing.length > 0) {
    throw badInput(`--items: must be known to the model, got ${previewMissing(missing, model.itemIds)}`)
  }
  const rules = await itemRules.of(model.itemIds, out)
  const all = await checkingInput(async () => {
    const { similarTo } = await itemSimilarities(model, { measure: flags.measure })
    return similarTo(given ?? model.itemIds, { count: flags.top, rules })
  })
  if (destination) {
    const type = await itemIdType(folder)
    const written = await destination.write({
      columns: [
        { name: 'itemId', type },
        { name: 'rank', type: 'integer' },
        { name: 'similarId', type },
        ...titleColumn(table),
        { name: 'score', type: 'number' },
      ],
      key: ['itemId', 'rank'],
      rows: rowsOf(all, table),
      emptyBecause: emptyLists(rules),
    })
    const text = `${counted(all.filter(({ items }) => items.length > 0).length, 'list')}: ${written}`
    tellWritten(all, { text, asked: flags, out })
    noteEmpty(all, out)
    return
  }
  for (const similar of all) out.emit({ ...titledList(similar, table) })
  noteEmpty(all, out)
  const { head, cells } = shownColumns(table)
  out.print(
    textTable(
      ['like', ...head],
      all.flatMap(({ item, items }) => items.map((each, i) => [item, ...cells(i + 1, each).map(String)])),
    ),
  )
}

/** Says which items have no list, and why; of many only the first ones. */
function noteEmpty(all: readonly SimilarItems[], out: Output): void {
  const itemsBy = new Map<string, string[]>()
  for (const { item, reason } of all) {
    if (reason !== undefined) itemsBy.set(reason, [...(itemsBy.get(reason) ?? []), item])
  }
  for (const [reason, items] of itemsBy) {
    out.note(`${preview(items)}: ${reason}`)
  }
}

function* rowsOf(all: readonly SimilarItems[], table: ItemTable | undefined): Generator<(string | number)[]> {
  for (const { item, items } of all) {
    for (const [i, each] of items.entries()) {
      yield [item, i + 1, each.item, ...titleCell(table, each.item), each.score]
    }
  }
}
