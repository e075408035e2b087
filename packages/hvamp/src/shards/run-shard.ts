import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { UserShard } from '@hvamp/data'
import { removeUnfinished } from '@hvamp/files'
import { holdFolder, isHeld } from '../files/folder-lock'
import { isFile } from '../files/folders'
import { endingAtSignals } from '../process/interrupt'
import { duration, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { trainingDisplay } from '../terminal/training-display'
import { type BlockSummary, readPartManifest, writePartManifest } from './part-manifest'
import { partFile, partName } from './part-names'
import type { PartTable } from './part-table'
import { partUsers } from './part-users'
import { openSegments, segmentsFolder } from './segments'
import { claimFolder, differenceOf, type ShardJob } from './shard-job'
import { writePart } from './write-part'

/** The records of one block of users. */
export interface BlockWork<Record> {
  readonly users: number
  /** A record for each user, or for some. */
  records(watch: { readonly signal: AbortSignal; onUsers(done: number): void }): AsyncIterable<Record>
  /** What the command adds to the summary of the block; called after the last record. */
  more(): BlockSummary['more']
}

/** What a shard does. */
export interface ShardWork<Block, Record> {
  /** The folder of the parts. */
  readonly folder: string
  readonly shard: UserShard
  readonly job: ShardJob
  readonly table: PartTable<Record>
  /** Of parts in CSV, as `csv` says. */
  readonly spreadsheetSafe?: boolean
  /** Of the files that it reads, by their content; asked before the first block. */
  identify(): Promise<string>
  readonly blocks: readonly Block[]
  begin(block: Block): Promise<BlockWork<Record>>
}

/**
 * Writes the part of a shard, unless it is there.
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

/** Whether the part of a shard is whole, which is said on `out`. */
async function isThere(
  { folder, shard: { index }, job }: Pick<ShardWork<unknown, never>, 'folder' | 'shard' | 'job'>,
  out: Output,
): Promise<boolean> {
  const path = join(folder, partFile(index, job.partFormat))
  const manifest = await readPartManifest(folder, index)
  if (!manifest || differenceOf(manifest.job, job) !== undefined) return false
  const { bytes, rows } = manifest.part
  if (!(await isFile(path)) || (await stat(path)).size !== bytes) return false
  out.note(`${path}: is there already, with ${grouped(rows)} rows`)
  out.emit({ event: 'part', part: path, rows, isNew: false })
  return true
}

async function makePart<Block, Record>(
  {
    folder,
    shard: { index },
    job,
    table,
    spreadsheetSafe,
    identify,
    blocks,
    begin,
  }: ShardWork<Block, Record>,
  { signal, out }: { readonly signal: AbortSignal; readonly out: Output },
): Promise<{ readonly users: number; readonly rows: number }> {
  const read = await identify()
  const segments = await openSegments<Record>(folder, index, { blocks: blocks.length, key: { job, read } })
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  const summaries: BlockSummary[] = []
  try {
    for (const [number, block] of blocks.entries()) {
      signal.throwIfAborted()
      const before = summaries.reduce((sum, { users }) => sum + users, 0)
      const found = await segments.summary(number)
      if (found) {
        summaries.push(found)
        continue
      }
      const began = performance.now()
      const { users, records, more } = await begin(block)
      const total = Math.round(((before + users) / (number + 1)) * blocks.length)
      const onUsers = (done: number) =>
        display.event({
          type: 'stage',
          stage: 'users',
          done: before + done,
          total: Math.max(total, before + done),
        })
      onUsers(0)
      let count = 0
      async function* counted() {
        for await (const record of records({ signal, onUsers })) {
          count++
          yield record
        }
      }
      await segments.write(number, counted(), () => {
        summaries.push({
          users,
          records: count,
          seconds: (performance.now() - began) / 1000,
          memoryMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
          peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), // Node gives kilobytes
          more: more(),
        })
        return summaries[number]!
      })
    }
  } finally {
    display.stop()
  }
  const users = partUsers()
  async function* noted() {
    for await (const record of segments.records()) {
      users.add(table.userOf(record))
      yield record
    }
  }
  const part = await writePart(folder, partFile(index, job.partFormat), {
    format: job.partFormat,
    table,
    records: noted(),
    ...(spreadsheetSafe && { spreadsheetSafe }),
  })
  if (job.shardBy === 'files') await users.write(folder, index)
  const finished = new Date().toISOString()
  await writePartManifest(folder, { shard: index, job, read, part, blocks: summaries, finished })
  await segments.remove()
  return { users: summaries.reduce((sum, { users }) => sum + users, 0), rows: part.rows }
}
