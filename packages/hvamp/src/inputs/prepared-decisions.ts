import type { Reading } from '@hvamp/data'
import { completedReading, type FoundEntries, type FoundUsers } from '@hvamp/data/node'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { likingLine } from './kept'
import { decideLiking, requireThresholdFits } from './load-ratings'
import type { FileRead } from './read-file'
import { readingNotes } from './reading-notes'

/** What was read of a data set that is prepared, and what of it counts as liked. */
export interface PreparedDecisions {
  readonly reading: Reading
  /** The settings as they turned out: a file without ratings, or with play counts, is implicit. */
  readonly settings: DataSettings
}

/** Decides as for data in memory what counts as liked, and says on `out` how they were read. */
export function decidePrepared(
  path: string,
  {
    found,
    users,
    read,
  }: {
    readonly found: FoundEntries
    readonly users: FoundUsers
    readonly read: Pick<FileRead, 'reading' | 'way'>
  },
  requested: Requested<DataSettings>,
  out: Output,
): PreparedDecisions {
  if (found.interactions === 0) throw badInput(`${path}: must have interactions, got none`)
  const reading = completedReading(read.reading, found)
  const { how, doubts } = readingNotes(path, { reading, way: read.way, users, readsTimes: false })
  for (const note of [how, ...doubts]) out.note(note)
  const { values } = found
  const { allLiked, settings } = decideLiking(path, { hasValues: values !== undefined, reading }, requested)
  if (values) requireThresholdFits(path, { values, reading, allLiked }, requested)
  if (values && !requested.values.implicit) {
    const isChosen = requested.isExplicit('atLeast')
    out.note(likingLine(path, values, { reading, allLiked, settings, isChosen }))
  }
  return { reading, settings }
}
