import type { TableColumn } from '@hvamp/data'

/** Which of several rows of an item can count. */
export const REPEATED_CHOICES = ['first', 'last'] as const
export type RepeatedChoice = (typeof REPEATED_CHOICES)[number]

/** The ids of the rows that count, and how many others there are. */
export interface CountedRows {
  /** Of the rows, undefined where one is of no item or does not count. */
  readonly ids: readonly (string | undefined)[]
  /** Rows that do not count, for another row of their item does; 0 without any. */
  readonly repeatedRows: number
}

/**
 * Takes one row of each item: the first of those that say the same in all columns, and of others the chosen one.
 *
 * @param ids of the rows, undefined where a row is of no item
 * @param of.id name of their column
 * @param of.otherIds names of columns that have an id of its own in each row
 * @param of.columns those that can be read
 * @throws if rows of an item differ, and none is chosen
 */
export function withoutRepeatedRows(
  ids: readonly (string | undefined)[],
  {
    table,
    id,
    otherIds = [],
    columns,
    repeated,
  }: {
    readonly table: string
    readonly id: string
    readonly otherIds?: readonly string[]
    readonly columns: ReadonlyMap<string, TableColumn>
    readonly repeated: RepeatedChoice | undefined
  },
): CountedRows {
  const counting = new Map<string, number>()
  const compared = [...columns]
  let repeatedRows = 0
  let odd: { readonly first: number; readonly row: number; readonly column: string } | undefined
  let oddRows = 0
  for (const [row, own] of ids.entries()) {
    if (own === undefined) continue
    const first = counting.get(own)
    if (first === undefined || repeated === 'last') counting.set(own, row)
    if (first === undefined) continue
    repeatedRows++
    if (repeated !== undefined) continue
    const column = compared.find(([, each]) => !isAlike(each, first, row))?.[0]
    if (column === undefined) continue
    oddRows++
    odd ??= { first, row, column }
  }
  if (odd) {
    const more = oddRows > 1 ? `, and ${oddRows - 1} more such ${oddRows === 2 ? 'row' : 'rows'}` : ''
    const otherId = otherIds.length > 0 ? `choose id '${otherIds[0]}', which differs in each row, ` : ''
    throw new Error(
      `${table}: ids in '${id}' must differ, got '${ids[odd.row]}' in row ${odd.first + 1} and row ${odd.row + 1}, which differ in '${odd.column}'${more}: ${otherId}leave all but one of them out, or choose repeated: 'first' or 'last'`,
    )
  }
  if (repeatedRows === 0) return { ids, repeatedRows }
  return {
    ids: ids.map((own, row) => (own !== undefined && counting.get(own) === row ? own : undefined)),
    repeatedRows,
  }
}

/** Whether two rows have the same in a column. */
function isAlike(column: TableColumn, one: number, other: number): boolean {
  if (column.type !== 'list') return Object.is(column.values[one], column.values[other])
  const { offsets, values } = column
  const [from, than] = [offsets[one]!, offsets[other]!]
  const length = offsets[one + 1]! - from
  if (offsets[other + 1]! - than !== length) return false
  for (let i = 0; i < length; i++) if (values[from + i] !== values[than + i]) return false
  return true
}
