import { createHash } from 'node:crypto'
import { type HeldOutUsers, type Interactions, selectUsers, shardOfUser } from '@hvamp/data'
import type { Metric } from '@hvamp/metrics'
import { evaluate, inEqualBatches } from '@hvamp/models'
import type { FilePart } from '../inputs/read-file'
import { badInput } from '../process/bad-input'
import { openModel, runOfModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { trainedAmong, trainingUsers } from '../runs/training-users'
import { metricsFrom } from '../settings/metric-names'
import { isOfRatings } from '../settings/model'
import type { Requested } from '../settings/requested'
import { shardFrom } from '../settings/shard'
import { blocksOf } from '../shards/blocks'
import { contentOf, filesToShard } from '../shards/files-read'
import { jobOf } from '../shards/job-of'
import { type MeasuredUser, shownText } from '../shards/measured-user'
import { runShard } from '../shards/run-shard'
import { shardBatch } from '../shards/shard-batch'
import { shardFolder } from '../shards/shard-folder'
import { filesIdentity, type ShardJob } from '../shards/shard-job'
import type { BlockWork } from '../shards/shard-work'
import { type Output, silent } from '../terminal/output'
import type { EvaluateFlags } from './evaluate-flags'
import { areInFiles, usersOfPart, usersToMeasure } from './measured-users'

/** Where the users of a shard come from. */
interface Users {
  readonly data: ShardJob['data']
  readonly blocks: readonly FilePart[]
  identify(): Promise<string>
  ofBlock(block: FilePart, out: Output): Promise<HeldOutUsers & { readonly places?: readonly number[] }>
}

/** Measures a model on the users of one shard: a line for each goes into its part. @param runFolder of a run or a model */
export async function evaluateShard(
  runFolder: string,
  data: string | undefined,
  which: string,
  { options, out }: { readonly options: Requested<EvaluateFlags>; readonly out: Output },
): Promise<void> {
  const { values: flags } = options
  const shard = shardFrom(which, process.env)
  const folder = await shardFolder(flags)
  const metrics = metricsFrom(flags.metrics, '--metrics')
  const backend = await startBackend(flags)
  const model = inEqualBatches(await openModel(runFolder, flags), shardBatch)
  if (isOfRatings(model.name)) {
    throw badInput(`evaluate: --shard measures rankings, got ${model.name}, a model of ratings`)
  }
  const run = data === undefined ? undefined : await runOfModel(runFolder)
  const trained = run && (await trainingUsers(runFolder, run))
  let said = out // of the first block; what is said of another is the same, but for its numbers

  async function usersInFiles(data: string): Promise<Users> {
    const files = await filesToShard(data, 'evaluate')
    const blocks = await blocksOf(files, shard, flags)
    return {
      data: await filesIdentity(files),
      blocks,
      identify: () => contentOf(blocks),
      ofBlock: (block, out) => usersOfPart(model, runFolder, data, block, { options, out }),
    }
  }

  /** Users of a split, which is read as a whole. */
  async function usersOfSplit(): Promise<Users> {
    if (flags.shardBy === 'files') {
      throw badInput(
        `--shard-by files: goes with data in files of their own, got ${data ?? 'the split of the run'}`,
      )
    }
    const all = await usersToMeasure(model, runFolder, data, { options, out })
    const own: number[] = []
    for (const [user, id] of all.foldIn.userIds.entries()) {
      if (shardOfUser(id, shard.count) === shard.index) own.push(user)
    }
    const users = {
      foldIn: selectUsers(all.foldIn, own),
      heldOut: selectUsers(all.heldOut, own),
      places: own,
    }
    const identity = checksumOf(all)
    return {
      data: identity,
      blocks: [{ files: [] }],
      identify: async () => identity.sha256,
      ofBlock: async () => users,
    }
  }

  const users = (await areInFiles(data)) ? await usersInFiles(data!) : await usersOfSplit()

  async function begin(block: FilePart): Promise<BlockWork<MeasuredUser>> {
    const found = await users.ofBlock(block, said)
    said = silent
    let shown = ''
    return {
      users: found.foldIn.userCount,
      async *records({ signal, onUsers }) {
        if (found.heldOut.items.length === 0) return
        const onProgress = ({ users }: { readonly users: number }) => onUsers(users)
        const asked = { batchSize: shardBatch, signal, onProgress }
        const { metrics: measured, shownItems } = await evaluate(model, found, metrics, asked)
        shown = shownText(shownItems)
        const metricOf = (metric: string, row: number) => measured[metric]!.perUser[row]!
        yield* recordsOf(found, metricOf, metrics)
      },
      more: () => ({ shown, trained: trained ? trainedAmong(found.heldOut, trained) : null }),
    }
  }

  await runShard(
    {
      folder,
      shard,
      job: await jobOf('evaluate', {
        options,
        more: { items: model.itemIds.length, ofRun: data === undefined },
        shard,
        data: users.data,
        partFormat: 'jsonl',
        columns: [],
        model: { folder: runFolder, name: model.name },
        backend,
      }),
      table: { columns: [], rowsOf: () => [], lineOf: (user) => user, userOf: ({ user }) => user },
      identify: users.identify,
      blocks: users.blocks,
      begin,
    },
    out,
  )
}

/** A checksum of the users of a split, with their histories. */
function checksumOf({ foldIn, heldOut }: HeldOutUsers): ShardJob['data'] {
  const hash = createHash('sha256')
  for (const { userIds, offsets, items } of [foldIn, heldOut]) {
    hash.update(JSON.stringify(userIds))
    for (const numbers of [offsets, items]) {
      hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    }
  }
  return { files: 0, bytes: 0, sha256: hash.digest('hex') }
}

/** A record for each user with something held out. @param metricOf a metric of one of these, counted from 0 */
function* recordsOf(
  { foldIn, heldOut, places }: HeldOutUsers & { readonly places?: readonly number[] },
  metricOf: (metric: string, row: number) => number,
  metrics: readonly Metric[],
): Generator<MeasuredUser> {
  const countOf = ({ offsets }: Interactions, user: number) => offsets[user + 1]! - offsets[user]!
  let row = 0
  for (const [user, id] of heldOut.userIds.entries()) {
    const hidden = countOf(heldOut, user)
    if (hidden === 0) continue
    yield {
      user: id,
      ...(places && { place: places[user]! }),
      foldIn: countOf(foldIn, user),
      heldOut: hidden,
      metrics: Object.fromEntries(metrics.map(({ name }) => [name, metricOf(name, row)])),
    }
    row++
  }
}
