import type { UserSplit } from '@hvamp/data'
import { grouped } from '../terminal/format'
import { textTable } from '../terminal/text-table'

/** How much is in a part of a split. */
export interface SplitPart {
  readonly part: 'train' | 'validation' | 'test'
  readonly users: number
  /** Those that a model sees. */
  readonly interactions: number
  readonly heldOut: number
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
  }))
}

/** One line a part. */
export function partsTable(parts: readonly SplitPart[]): string {
  return textTable(
    ['', 'users', 'interactions', 'held out'],
    parts.map(({ part, ...counts }) => [part, ...Object.values(counts).map(grouped)]),
  )
}
