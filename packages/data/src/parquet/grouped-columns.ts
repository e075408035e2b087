import { type ColumnRole, elementName } from '../columns/column-names'
import { placedAmongNames } from '../columns/number-or-name'
import { unreadQuantity } from '../columns/quantity-names'
import { columnsInStructures, type ValuesWithin } from '../layouts/columns-in-structures'
import { missingColumns } from '../layouts/missing-columns'
import { columnsIn } from '../layouts/table-layout'
import type { LayoutOptions } from '../reading/layout-options'
import { fileError } from '../values/file-error'
import type { ParquetColumn } from './parquet-columns'

type Roles<Column> = { readonly user: Column; readonly item: Column } & {
  readonly [role in ColumnRole]?: Column | undefined
}

/** What is read of a file. */
export interface FoundColumns {
  readonly numbers: Roles<number>
  readonly roles: Roles<ParquetColumn>
  /** A column that is no part of the interactions, whose quantities below zero are counted. */
  readonly quantity: ParquetColumn | undefined
  /** A column of users or items that holds lists, so that a row may be several entries. */
  readonly list: ParquetColumn | undefined
}

/**
 * Finds the columns of user, item, rating and time: those of one value a row; where one that is needed is missing there, those that
 * hold lists too, such as `items`, or `item` in lists of structures, and fields of structures.
 *
 * @throws if one is missing, or holds neither values nor lists of values
 */
export function groupedColumns(
  all: readonly ParquetColumn[],
  { columns = {}, ...others }: LayoutOptions,
  path: string,
): FoundColumns {
  const names = all.map(({ name }) => name)
  const options = { ...others, columns: placedAmongNames(names, { columns, ...others }, path) }
  const own = names.filter((_, column) => all[column]!.keys.length === 0)
  const plain = columnsIn(own, options, path)
  const isPlain = plain !== undefined && [plain.user, plain.item].every((column) => holds(column) === 'value')
  const byLabels = (labels: readonly string[]) =>
    columnsInStructures(labels, { names, places: placesOf(all) }, options, path)
  const numbers = isPlain
    ? plain
    : (byLabels(labelsOf(all, options)) ?? byLabels(labelsOf(all, options, 'fields too')))
  if (!numbers) throw missingColumns(names, options, path, 'columns')
  const { user, item, rating, timestamp } = numbers
  const isGrouped = [user, item].some((column) => holds(column) !== 'value')
  for (const [role, column] of Object.entries(numbers)) {
    if (column === undefined || holds(column) === 'value' || (isGrouped && holds(column) === 'list')) continue
    const expected = isGrouped ? 'one value a row, or a list of values,' : 'one value a row'
    throw fileError(
      path,
      `${expected} as ${role}`,
      `lists or structures in column '${names[column]}': write what is in them as columns of their own, as SELECT ${names[column]}.id AS ${names[column]}_id does`,
    )
  }
  requireDays(numbers.timestamp, all, path)
  const counted = all.map(({ holds, name }) =>
    holds === 'value' || (isGrouped && holds === 'list') ? name : '',
  )
  const quantity = unreadQuantity(counted, Object.values(numbers))
  const at = (column: number | undefined) => (column === undefined ? undefined : all[column])
  return {
    numbers,
    roles: { user: all[user]!, item: all[item]!, rating: at(rating), timestamp: at(timestamp) },
    quantity: at(quantity < 0 ? undefined : quantity),
    list: at([user, item].find((column) => holds(column) === 'list')),
  }

  function holds(column: number) {
    return all[column]!.holds
  }
}

/** Where the values of columns are. */
function placesOf(all: readonly ParquetColumn[]): ValuesWithin['places'] {
  return all.map(({ keys, holds, within }) => {
    return { depth: 1 + keys.length, list: holds === 'list' && keys.length > 0 ? within : undefined }
  })
}

/**
 * Names by which columns are looked for: of lists that of one element, unless the caller chose it as it is.
 *
 * @param of which structures the fields go by their last key, too: those in lists, or all
 */
function labelsOf(
  all: readonly ParquetColumn[],
  { columns = {} }: LayoutOptions,
  of: 'lists' | 'fields too' = 'lists',
): readonly string[] {
  const chosen = Object.values(columns).map((choice) => String(choice).toLowerCase())
  return all.map(({ name, holds, keys }) => {
    if (chosen.includes(name.toLowerCase())) return name
    if (holds === 'list') return elementName(keys.at(-1) ?? name)
    return of === 'fields too' ? (keys.at(-1) ?? name) : name
  })
}

/** @throws if the times that are read are times of day or lengths of time */
function requireDays(column: number | undefined, all: readonly ParquetColumn[], path: string): void {
  if (column === undefined) return
  const { name, element } = all[column]!
  const type = element.converted_type ?? element.logical_type?.type ?? ''
  if (type !== 'INTERVAL' && !/^TIME(?:_|$)/.test(type)) return
  const kind = type === 'INTERVAL' ? 'lengths of time' : 'times of day'
  throw fileError(
    path,
    'times of a calendar as timestamp',
    `${kind} (${type}) in column '${name}', which have no day`,
  )
}
