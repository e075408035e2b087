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
  if (await isThere(work, out)) return
  const segments = segmentsFolder(folder, index)
  if (await isHeld(segments)) out.note(`${partName(index)}: another process works on it: waiting for its end`)
  await holdFolder(segments, { waits: true })
  if (await isThere(work, out)) return
  const path = join(folder, partFile(index, job.partFormat))
  await removeUnfinished(folder, [partFile(index, job.partFormat)])
  const began = performance.now()
  const { users, rows } = await endingAtSignals((signal) => makePart(work, { signal, out }))
  const seconds = (performance.now() - began) / 1000
  out.note(`written to ${path}: ${grouped(rows)} rows of ${grouped(users)} users, in ${duration(seconds)}`)
  out.emit({ event: 'part', part: path, rows, isNew: true, users, seconds })
}

/** Whether the part of a shard is whole, and of the files as they are, which is said on `out`. */
async function isThere<Block, Record>(
  { folder, shard: { index }, job, identify }: ShardWork<Block, Record>,
  out: Output,
): Promise<boolean> {
  const path = join(folder, partFile(index, job.partFormat))
  const manifest = await readPartManifest(folder, index)
  if (!manifest || differenceOf(manifest.job, job) !== undefined) return false
  const { bytes, rows } = manifest.part
  if (!(await isFile(path)) || (await stat(path)).size !== bytes) return false
  if ((await identify()) !== manifest.read) {
    out.note(`${path}: is of files whose content was another: it is written again`)
    return false
  }
  out.note(`${path}: is there already, with ${grouped(rows)} rows, of files with the same content`)
  out.emit({ event: 'part', part: path, rows, isNew: false })
  return true
}
