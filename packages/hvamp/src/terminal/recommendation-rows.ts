import type { Basis, Recommendation, RecommendationList } from '@hvamp/models'
import type { ItemTable } from '@hvamp/rules'

/** Headings and cells of lists of items, which have a title where a table says what they are called. */
export interface ListColumns {
  readonly head: readonly string[]
  cells(rank: number, recommendation: Recommendation): (string | number)[]
}

/** Rank, item, title if there are titles, and score, for people. */
export function shownColumns(table: ItemTable | undefined): ListColumns {
  return {
    head: ['rank', 'item', ...titleColumn(table).map(({ name }) => name), 'score'],
    cells: (rank, { item, score }) => [String(rank), item, ...titleCell(table, item), score.toFixed(3)],
  }
}

/** The column that says what items are called, where a table does. */
export function titleColumn(table: ItemTable | undefined) {
  return table?.title === undefined ? [] : ([{ name: 'title', type: 'text' }] as const)
}

/** What an item is called, as the cell of this column; empty where the table has it not. */
export function titleCell(table: ItemTable | undefined, item: string): string[] {
  return table?.title === undefined ? [] : [table.titleOf(item) ?? '']
}

/** A list whose items have their titles, where a table says them. */
export function titledList<List extends { readonly items: readonly Recommendation[] }>(
  list: List,
  table: ItemTable | undefined,
): List {
  return table === undefined ? list : { ...list, items: table.titled(list.items) }
}

/**
 * What a row of a list is chosen by: that of the list, but for rows that only fill it, for which nothing in the history speaks.
 *
 * @param index from 0
 * @param fallback what fills lists
 */
export function rowBasis(
  { basis, filledFrom }: Pick<RecommendationList, 'basis' | 'filledFrom'>,
  index: number,
  fallback: Basis,
): Basis {
  return filledFrom !== undefined && index >= filledFrom ? fallback : basis
}
