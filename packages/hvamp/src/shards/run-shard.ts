import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { removeUnfinished } from '@hvamp/files'
import { holdFolder, isHeld } from '../files/folder-lock'
import { isFile } from '../files/folders'
import { endingAtSignals } from '../process/interrupt'
import { duration, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { makePart } from './make-part'
import { readPartManifest } from './part-manifest'
import { partFile, partName } from './part-names'
import { segmentsFolder } from './segments'
import { claimFolder, differenceOf } from './shard-job'
import type { ShardWork } from './shard-work'

/**
 * Writes the part of a shard, unless it is there, of files with the content that they have now.
 *
 * Its users are worked off block by block. The records of a block are on the disk before the next one begins, so that a killed shard
 * resumes; the part is placed by renaming once all are there, and then its manifest.
 *
 * @throws bad input if the folder holds parts of another job
 */
export async function runShard<Block, Record>(work: ShardWork<Block, Record>, out: Output): Promise<void> {
  const { folder, shard, job } = work
  const { index } = shard
  await claimFolder(folder, job)
  const before = identifiedOnce(work)
  const found = await findPart(before)
  if (found?.isOfFilesNow) return tellThere(found, out)
  const segments = segmentsFolder(folder, index)
  const isWaiting = await isHeld(segments)
  if (isWaiting) out.note(`${partName(index)}: another process works on it: waiting for its end`)
  await holdFolder(segments, { waits: true })
  const now = isWaiting ? identifiedOnce(work) : before // files can change in the meantime
  const other = await findPart(now)
  if (other?.isOfFilesNow) return tellThere(other, out)
  if (other) out.note(`${other.path}: is of files whose content was another: it is written again`)
  const path = join(folder, partFile(index, job.partFormat))
  await removeUnfinished(folder, [partFile(index, job.partFormat)])
  const began = performance.now()
  const { users, rows } = await endingAtSignals((signal) => makePart(now, { signal, out }))
  const seconds = (performance.now() - began) / 1000
  out.note(`written to ${path}: ${grouped(rows)} rows of ${grouped(users)} users, in ${duration(seconds)}`)
  out.emit({ event: 'part', part: path, rows, isNew: true, users, seconds })
}

/** The same work, which reads its files for their checksum once. */
function identifiedOnce<Block, Record>(work: ShardWork<Block, Record>): ShardWork<Block, Record> {
  let content: Promise<string> | undefined
  return {
    ...work,
    identify: () => {
      content ??= work.identify()
      return content
    },
  }
}

interface FoundPart {
  readonly path: string
  readonly rows: number
  /** Whether the files that it was made of have the same content now. */
  readonly isOfFilesNow: boolean
}

/** The part of a shard, if it is there as a whole and of the same job. */
async function findPart<Block, Record>({
  folder,
  shard: { index },
  job,
  identify,
}: ShardWork<Block, Record>): Promise<FoundPart | undefined> {
  const path = join(folder, partFile(index, job.partFormat))
  const manifest = await readPartManifest(folder, index)
  if (!manifest || differenceOf(manifest.job, job) !== undefined) return undefined
  const { bytes, rows } = manifest.part
  if (!(await isFile(path)) || (await stat(path)).size !== bytes) return undefined
  return { path, rows, isOfFilesNow: (await identify()) === manifest.read }
}

function tellThere({ path, rows }: FoundPart, out: Output): void {
  out.note(`${path}: is there already, with ${grouped(rows)} rows, of files with the same content`)
  out.emit({ event: 'part', part: path, rows, isNew: false })
}
