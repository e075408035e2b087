import type { Output } from '../terminal/output'
import { trainingDisplay } from '../terminal/training-display'
import { type BlockSummary, type PartManifest, writePartManifest } from './part-manifest'
import { partFile } from './part-names'
import { partUsers } from './part-users'
import { openSegments, type Segments } from './segments'
import type { ShardWork } from './shard-work'
import { writePart } from './write-part'

/** How a shard is watched while it works. */
interface Watch {
  readonly signal: AbortSignal
  /** How many users are done, of how many; of blocks that are not begun, the number is a guess. */
  onUsers(stage: 'users' | 'users written', done: number, total: number): void
}

/** Makes the part of a shard, which this process holds: block by block into segments, and these into one file. */
export async function makePart<Block, Record>(
  work: ShardWork<Block, Record>,
  { signal, out }: { readonly signal: AbortSignal; readonly out: Output },
): Promise<{ readonly users: number; readonly rows: number }> {
  const { folder, shard, job, blocks } = work
  const read = await work.identify()
  const segments = await openSegments<Record>(folder, shard.index, {
    blocks: blocks.length,
    key: { job, read },
  })
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  const watch: Watch = {
    signal,
    onUsers: (stage, done, total) =>
      display.event({ type: 'stage', stage, done, total: Math.max(done, total) }),
  }
  try {
    const summaries = await fillSegments(work, segments, watch)
    const users = usersOf(summaries)
    const part = await joinSegments(work, segments, { ...watch, users })
    const finished = new Date().toISOString()
    await writePartManifest(folder, { shard: shard.index, job, read, part, blocks: summaries, finished })
    await segments.remove()
    return { users, rows: part.rows }
  } finally {
    display.stop()
  }
}

/** Writes the segments that are not whole yet. */
async function fillSegments<Block, Record>(
  { blocks, begin }: ShardWork<Block, Record>,
  segments: Segments<Record>,
  { signal, onUsers }: Watch,
): Promise<BlockSummary[]> {
  const summaries: BlockSummary[] = []
  for (const [number, block] of blocks.entries()) {
    signal.throwIfAborted()
    const whole = await segments.summary(number)
    if (whole) {
      summaries.push(whole)
      continue
    }
    const before = usersOf(summaries)
    const began = performance.now()
    const { users, records, more } = await begin(block)
    const total = Math.round(((before + users) / (number + 1)) * blocks.length)
    const onDone = (done: number) => onUsers('users', before + done, total)
    onDone(0)
    let count = 0
    async function* counted() {
      for await (const record of records({ signal, onUsers: onDone })) {
        count++
        yield record
      }
    }
    await segments.write(number, counted(), () => {
      const summary = {
        users,
        records: count,
        seconds: (performance.now() - began) / 1000,
        memoryMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
        peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), // Node gives kilobytes
        more: more(),
      }
      summaries.push(summary)
      return summary
    })
  }
  return summaries
}

const recordsAtATime = 4096 // between two looks at the signal

/** Writes the part out of the segments, which are whole. */
async function joinSegments<Block, Record>(
  { folder, shard: { index }, job, table, spreadsheetSafe }: ShardWork<Block, Record>,
  segments: Segments<Record>,
  { signal, onUsers, users: total }: Watch & { readonly users: number },
): Promise<PartManifest['part']> {
  const users = partUsers()
  async function* noted() {
    let done = 0
    for await (const record of segments.records()) {
      if (job.shardBy === 'files') users.add(table.userOf(record))
      yield record
      if (++done % recordsAtATime > 0) continue
      signal.throwIfAborted()
      onUsers('users written', done, total)
    }
  }
  const part = await writePart(folder, partFile(index, job.partFormat), {
    format: job.partFormat,
    table,
    records: noted(),
    ...(spreadsheetSafe && { spreadsheetSafe }),
  })
  if (job.shardBy === 'files') await users.write(folder, index)
  return part
}

const usersOf = (blocks: readonly BlockSummary[]) => blocks.reduce((sum, { users }) => sum + users, 0)
