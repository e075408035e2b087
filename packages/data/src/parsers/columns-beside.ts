import { unreadQuantity } from '../columns/quantity-names'
import { statusCounter } from '../columns/status-counter'
import { verdictFinder } from '../columns/verdict-column'
import type { VerdictFinders } from '../columns/verdict-finders'
import { quantityCounter } from '../reading/reading'
import type { TurnedOut } from '../reading/turned-out'
import { signOfNoneOrLess } from '../values/amount-sign'

/** Looks at columns of a table that are not read. */
export interface ColumnsBeside {
  /** That of quantities; −1 without one. */
  readonly quantity: number
  addQuantity(cell: string, line: number): void
  /** Whether others say something of a row. */
  isOpen(): boolean
  /** Looks at those of an entry. */
  add(cellOf: (column: number) => unknown, line: number, user: number, item: number): void
  turnedOut(): Pick<TurnedOut, 'negative' | 'zero' | 'cancelled' | 'events' | 'verdicts'>
}

/**
 * @param names none without a header
 * @param read numbers of the columns that are read
 * @param isRated whether ratings are, so that no verdicts are looked for
 * @param finderOf of several files together
 */
export function columnsBeside(
  names: readonly string[],
  read: readonly number[],
  isRated: boolean,
  finderOf: VerdictFinders = verdictFinder,
): ColumnsBeside {
  const quantity = unreadQuantity(names, read)
  const quantities = quantityCounter(names[quantity] ?? '')
  const statuses = statusCounter(names, read)
  const verdicts = finderOf(isRated ? [] : names, read)
  return {
    quantity,
    addQuantity(cell, line) {
      quantities.add(signOfNoneOrLess(cell), line)
    },
    isOpen: () => statuses.columns.length > 0 || verdicts.isOpen,
    add(cellOf, line, user, item) {
      statuses.add(cellOf, line)
      if (verdicts.isOpen) verdicts.add(cellOf, user, item)
    },
    turnedOut: () => ({
      ...quantities.counts(),
      cancelled: statuses.cancelled(),
      events: statuses.events(),
      verdicts: verdicts.found,
    }),
  }
}
