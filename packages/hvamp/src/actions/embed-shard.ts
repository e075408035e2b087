import { selectUsers } from '@hvamp/data'
import { inEqualBatches } from '@hvamp/models'
import { knownHistories } from '../inputs/histories'
import type { FilePart } from '../inputs/read-file'
import { badInput } from '../process/bad-input'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { readHistories } from '../runs/user-histories'
import type { Requested } from '../settings/requested'
import { shardFrom } from '../settings/shard'
import { blocksOf } from '../shards/blocks'
import { contentOf, filesToShard } from '../shards/files-read'
import { jobOf } from '../shards/job-of'
import { runShard } from '../shards/run-shard'
import { shardBatch, usersAtATime } from '../shards/shard-batch'
import { shardFolder } from '../shards/shard-folder'
import { filesIdentity } from '../shards/shard-job'
import type { BlockWork } from '../shards/shard-work'
import { type Output, silent } from '../terminal/output'
import { folderWithModel } from '../tuning/chosen-run'
import type { EmbedFlags } from './embed-flags'

/** The vector of a user: its 32-bit floats in base64, exact and short. */
interface UserVector {
  readonly id: string
  readonly vector: string
}

const columns = [
  { name: 'id', type: 'text' },
  { name: 'vector', type: 'vector' },
] as const

/** Writes the vectors of the users of one shard into its part. */
export async function embedShard(
  path: string,
  which: string,
  { options, out }: { readonly options: Requested<EmbedFlags>; readonly out: Output },
): Promise<void> {
  const { values: flags } = options
  const shard = shardFrom(which, process.env)
  const folder = await shardFolder(flags)
  const { history, unknown } = flags
  if (history === undefined) throw badInput('--shard: needs --history with the users, got none')
  const files = await filesToShard(history, '--history')
  const runFolder = await folderWithModel(path)
  const backend = await startBackend(flags)
  const model = inEqualBatches(await openModel(runFolder, flags), shardBatch)
  const { embed } = model
  if (!embed) throw badInput(`embed: the model must have vectors, got ${model.name}, which has none`)
  const blocks = await blocksOf(files, shard, flags)
  let said = out // of the first block; what is said of another is the same, but for its numbers

  async function begin(of: FilePart): Promise<BlockWork<UserVector>> {
    const { liked } = await readHistories(history!, runFolder, { options, of, out: said })
    const asked = { unknown, where: history!, out: said, needsKnown: false }
    const known = knownHistories(liked, model.itemIds, asked)
    said = silent
    return {
      users: known.userCount,
      async *records({ signal, onUsers }) {
        for (let from = 0; from < known.userCount; from += usersAtATime) {
          signal.throwIfAborted()
          const count = Math.min(usersAtATime, known.userCount - from)
          const users = Array.from({ length: count }, (_, i) => from + i)
          const { shape, values } = await embed!(selectUsers(known, users))
          const size = shape[1]!
          for (const [row, user] of users.entries()) {
            const numbers = Buffer.from(values.buffer, values.byteOffset + 4 * row * size, 4 * size)
            yield { id: known.userIds[user]!, vector: numbers.toString('base64') }
          }
          onUsers(from + count)
        }
      },
      more: () => ({}),
    }
  }

  await runShard(
    {
      folder,
      shard,
      job: await jobOf('embed', {
        options,
        shard,
        data: await filesIdentity(files),
        partFormat: flags.partFormat,
        columns,
        model: { folder: runFolder, name: model.name },
        backend,
      }),
      table: {
        columns,
        rowsOf: ({ id, vector }) => [[id, numbersIn(vector)]],
        lineOf: ({ id, vector }) => ({ id, vector: numbersIn(vector) }),
        userOf: ({ id }) => id,
      },
      identify: () => contentOf(blocks),
      blocks,
      begin,
    },
    out,
  )
}

function numbersIn(text: string): number[] {
  const bytes = new Uint8Array(Buffer.from(text, 'base64')) // copied, for floats must begin at a multiple of 4
  return Array.from(new Float32Array(bytes.buffer))
}
