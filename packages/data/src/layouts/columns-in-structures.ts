import { type ColumnRole, fittingColumns, onlyColumn } from '../columns/column-names'
import type { LayoutOptions } from '../reading/layout-options'
import { columnsIn, type TableLayout } from './table-layout'

/** Values of rows or objects, some of which are further in than others. */
export interface ValuesWithin {
  /** Whole names, as errors and choices have them: `line_items.sku`. */
  readonly names: readonly string[]
  readonly places: readonly Place[]
}

interface Place {
  /** How many keys lead to it. */
  readonly depth: number
  /** The list of structures in which it is. */
  readonly list: string | undefined
}

/**
 * Columns for the roles among such values; undefined if one that is needed is missing.
 *
 * @param labels the names by which they are looked for, such as the last keys
 * @throws if several fit
 */
export function columnsInStructures(
  labels: readonly string[],
  within: ValuesWithin,
  options: LayoutOptions,
  where: string,
): Pick<TableLayout, ColumnRole> | undefined {
  const { names } = within
  const found = columnsIn(labels, { ...options, ratings: false }, where, names)
  if (!found || options.ratings === false) return found
  const own = ownRatings(labels, within, [found.user, found.item], options)
  if (own.length === 0) return options.columns?.rating === undefined ? found : undefined
  return { ...found, rating: onlyColumn(own, names, 'rating', where) }
}

/**
 * The values that may be ratings of a user and an item. One further in than both, or in another list than theirs, may be of something
 * else: it is read where it is chosen.
 *
 * @param owners the user and the item
 */
export function ownRatings(
  labels: readonly string[],
  { places }: ValuesWithin,
  owners: readonly number[],
  { columns, ratings = true }: LayoutOptions,
): readonly number[] {
  if (!ratings) return []
  const fitting = fittingColumns(labels, 'rating', columns?.rating)
  if (columns?.rating !== undefined) return fitting
  return fitting.filter((column) => {
    const { depth, list } = places[column]!
    const isDeeper = owners.every((owner) => places[owner]!.depth < depth)
    const isElsewhere = list !== undefined && owners.every((owner) => places[owner]!.list !== list)
    return !isDeeper && !isElsewhere
  })
}
