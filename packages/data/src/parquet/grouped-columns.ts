import { type ColumnRole, elementName } from '../columns/column-names'
import { unreadQuantity } from '../columns/quantity-names'
import { columnsIn, missingColumns } from '../layouts/table-layout'
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
  /** Whether columns hold lists, so that a row may be several entries. */
  readonly isGrouped: boolean
}

/**
 * Finds the columns of user, item, rating and time: those of one value a row; where a user or an item is missing there, those that
 * hold lists too, such as `items`, or `item` in lists of structures.
 *
 * @throws if one is missing, or holds neither values nor lists of values
 */
export function groupedColumns(
  all: readonly ParquetColumn[],
  options: LayoutOptions,
  path: string,
): FoundColumns {
  const names = all.map(({ name }) => name)
  const own = names.filter((_, column) => all[column]!.key === undefined)
  const plain = columnsIn(own, options, path)
  const isPlain = plain !== undefined && [plain.user, plain.item].every((column) => holds(column) === 'value')
  const labels = isPlain ? own : labelsOf(all, options)
  const numbers = isPlain ? plain : columnsIn(labels, options, path)
  if (!numbers) throw missingColumns(names, options, path)
  for (const [role, column] of Object.entries(numbers)) {
    if (column === undefined || holds(column) === 'value' || (!isPlain && holds(column) === 'list')) continue
    const expected = isPlain ? 'one value a row' : 'one value a row, or a list of values,'
    throw fileError(
      path,
      `${expected} as ${role}`,
      `lists or structures in column '${names[column]}': write what is in them as columns of their own, as SELECT ${names[column]}.id AS ${names[column]}_id does`,
    )
  }
  requireDays(numbers.timestamp, all, path)
  const quantity = unreadQuantity(labels, Object.values(numbers))
  const isCounted = quantity >= 0 && (holds(quantity) === 'value' || (!isPlain && holds(quantity) === 'list'))
  const at = (column: number | undefined) => (column === undefined ? undefined : all[column])
  const { user, item, rating, timestamp } = numbers
  return {
    numbers,
    roles: { user: all[user]!, item: all[item]!, rating: at(rating), timestamp: at(timestamp) },
    quantity: isCounted ? all[quantity] : undefined,
    isGrouped: !isPlain,
  }

  function holds(column: number) {
    return all[column]!.holds
  }
}

/** Names by which columns are looked for: of lists that of one element, unless the caller chose it as it is. */
function labelsOf(all: readonly ParquetColumn[], { columns = {} }: LayoutOptions): readonly string[] {
  const chosen = Object.values(columns).map((choice) => String(choice).toLowerCase())
  return all.map(({ name, holds, key }) => {
    if (holds !== 'list' || chosen.includes(name.toLowerCase())) return name
    return elementName(key ?? name)
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
