import type { Interactions, Reading, TimePoints } from '@hvamp/data'
import type { DataSettings } from '../settings/data'
import type { LeftOutRows } from '../settings/left-out-rows'
import type { Output } from '../terminal/output'
import { valueRange } from './value-range'

interface Counts {
  readonly users: number
  readonly items: number
  readonly interactions: number
}

/** What people are told of a file in lines, as `--json` has it: how it was read, its ratings, and what is kept. */
export interface DataSummary {
  readonly file: string
  readonly reading: Reading
  readonly read: Counts
  /** The lowest and the highest rating, of a file with ratings. */
  readonly ratings?: { readonly lowest: number; readonly highest: number }
  readonly kept: Counts
  /** The least rating that counts as liked; absent where every row does. */
  readonly atLeast?: number
  readonly minUser: number
  readonly minItem: number
  readonly untilStable: boolean
  /** Of a file that is divided: what of the kept rows is in no part. */
  readonly leftOut?: LeftOutRows
  /** Of a file that is divided by time. */
  readonly points?: TimePoints
  /** What of the rows may not be meant to count, in words, such as that one user may be many guests. */
  readonly doubts: readonly string[]
}

export function dataSummary(
  file: string,
  found: Pick<DataSummary, 'reading' | 'doubts'> & {
    readonly read: Interactions
    readonly kept: Interactions
  },
  { implicit, atLeast, minUser, minItem, untilStable }: DataSettings,
): DataSummary {
  const { reading, read, kept, doubts } = found
  return {
    file,
    reading,
    read: countsOf(read),
    ...(read.values && { ratings: valueRange(read.values) }),
    kept: countsOf(kept),
    ...(!implicit && { atLeast }),
    minUser,
    minItem,
    untilStable,
    doubts,
  }
}

const countsOf = ({
  userCount: users,
  itemCount: items,
  items: { length: interactions },
}: Interactions): Counts => ({
  users,
  items,
  interactions,
})

/** Writes it as a line of JSON; nothing for a folder of a split, whose files were read before. */
export function emitData(summary: DataSummary | undefined, out: Output | undefined): void {
  if (summary) out?.emit({ event: 'data', ...summary })
}
