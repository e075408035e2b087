import { isAmountName } from '../columns/amount-names'
import { cancelledRows } from '../columns/cancelled-rows'
import { isCountName } from '../columns/column-names'
import { eventKinds } from '../columns/event-kinds'
import { isQuantityName } from '../columns/quantity-names'
import type { Interactions } from '../interactions/interactions'
import type { RatingKind } from '../values/rating-words'
import { type FoundValues, foundValues, valueKind } from './found-values'
import type { CountedRows, FormatReading, Reading } from './reading'

const FEWEST_ONES = 20 // ratings that are 1 by no chance
const MANY = 100 // rows in which some item recurs, or that repeat an item

/** How much all rows of a reading are. */
export interface AllRows {
  readonly rows: number
  readonly items: number
  /** Different pairs of a user and an item. */
  readonly interactions: number
  /** Of files with ratings or counts. */
  readonly values: FoundValues | undefined
  /** The lowest of them, also of a row that does not count. */
  readonly lowest: number
  /** Of rows of one user and item, the row that counts. */
  readonly counted: 'latest' | 'last'
}

/** What only all rows of a reading show together. */
export type ShownByAll = Pick<
  Reading,
  'values' | 'repeated' | 'itemsOnce' | 'ofItems' | 'ones' | 'returns' | 'apart'
>

export function shownByAll(
  { columns }: Pick<FormatReading, 'columns'>,
  { rows, items, interactions, values, lowest, counted }: AllRows,
): ShownByAll {
  const again = rows - interactions
  return {
    values: values ? valueKind(values, columns?.rating) : 'none',
    ...(again > 0 && { repeated: { rows: again, counted } }),
    ...(rows >= MANY && items === interactions && { itemsOnce: true as const }),
    ...(values?.areOfItems && interactions - items >= MANY && { ofItems: true as const }),
    ...(areOnes(values) && interactions >= FEWEST_ONES && { ones: true as const }),
    ...(values?.areIntegers && lowest < 0 && { returns: true as const }),
    ...(values?.apart && !hasOtherValues(columns?.rating) && { apart: values.apart }),
  }
}

/** The reading of a file, once its interactions are known. */
export function readingOf(
  format: FormatReading,
  interactions: Interactions,
  rows: number,
  {
    skipped,
    lowest,
    negative,
    zero,
    cancelled = [],
    events = [],
    ratingKind,
  }: Pick<Reading, 'skipped'> &
    Pick<AllRows, 'lowest'> &
    CountedRows & { readonly ratingKind?: RatingKind | undefined },
): Reading {
  const { timestamps, items, itemCount } = interactions
  const undone = cancelledRows(cancelled, rows)
  const kinds = eventKinds(events)
  const all = {
    ...{ rows, items: itemCount, interactions: items.length, values: foundValues(interactions) },
    lowest,
    counted: timestamps ? ('latest' as const) : ('last' as const),
  }
  return {
    ...format,
    ...{ rows, skipped },
    ...shownByAll(format, all),
    ...(negative && { negative }),
    ...(zero && { zero }),
    ...(undone.length > 0 && { cancelled: undone }),
    ...(kinds && { events: kinds }),
    ...(ratingKind === 'words' && { words: true as const }),
  }
}

function areOnes(values: FoundValues | undefined): boolean {
  return values?.lowest === 1 && values.highest === 1
}

/** Whether a column has what no rating is, by its name: counts, quantities or amounts. */
function hasOtherValues(name: string | number | undefined): boolean {
  return typeof name === 'string' && [isCountName, isQuantityName, isAmountName].some((has) => has(name))
}
