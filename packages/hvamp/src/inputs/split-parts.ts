import { emptyUserCount, type HeldOutUsers, type UserSplit } from '@hvamp/data'
import { grouped } from '../terminal/format'
import { textTable } from '../terminal/text-table'

/** How much is in a part of a split. */
export interface SplitPart {
  readonly part: 'train' | 'validation' | 'test'
  readonly users: number
  /** Those that a model sees. */
  readonly interactions: number
  readonly heldOut: number
  /** Users with nothing held out, whom nothing can be measured on: a folder of a split has them no more when it is read. */
  readonly withoutHeldOutItems: number
}

export function splitParts({ train, validation, test }: UserSplit): SplitPart[] {
  const parts = [
    { part: 'train', foldIn: train, heldOut: undefined },
    { part: 'validation', ...validation },
    { part: 'test', ...test },
  ] as const
  return parts.map(({ part, foldIn, heldOut }) => ({
    part,
    users: foldIn.userCount,
    interactions: foldIn.items.length,
    heldOut: heldOut?.items.length ?? 0,
    withoutHeldOutItems: heldOut ? emptyUserCount(heldOut) : 0,
  }))
}

/** Number of held-out users whom something can be measured on. */
export function measuredUsersOf({ foldIn, heldOut }: HeldOutUsers): number {
  return foldIn.userCount - emptyUserCount(heldOut)
}

/** One line a part. */
export function partsTable(parts: readonly SplitPart[]): string {
  return textTable(
    ['', 'users', 'interactions', 'held out'],
    parts.map(({ part, users, interactions, heldOut }) => [
      part,
      ...[users, interactions, heldOut].map(grouped),
    ]),
  )
}
