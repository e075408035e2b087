import type { Reading } from '@hvamp/data'
import { completedReading, type FoundEntries } from '@hvamp/data/node'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { likingLine } from './kept'
import { decideLiking } from './load-ratings'
import { readingLine } from './reading-lines'

/** What was read of a data set that is prepared, and what of it counts as liked. */
export interface PreparedDecisions {
  readonly reading: Reading
  /** The settings as they turned out: a file without ratings, or with play counts, is implicit. */
  readonly settings: DataSettings
}

/** Decides as for data in memory what counts as liked, and says it on `out`. */
export function decidePrepared(
  path: string,
  { found, reading: begun }: { readonly found: FoundEntries; readonly reading: Reading },
  requested: Requested<DataSettings>,
  out: Output,
): PreparedDecisions {
  if (found.interactions === 0) throw badInput(`${path}: must have interactions, got none`)
  const reading = completedReading(begun, found)
  out.note(readingLine(path, reading))
  const range = found.values && Float32Array.of(found.values.lowest, found.values.highest)
  const { isOfCounts, settings } = decideLiking(path, { hasValues: range !== undefined, reading }, requested)
  if (range && !requested.values.implicit) {
    const isChosen = requested.isExplicit('atLeast')
    out.note(likingLine(path, range, { reading, isOfCounts, settings, isChosen }))
  }
  return { reading, settings }
}
