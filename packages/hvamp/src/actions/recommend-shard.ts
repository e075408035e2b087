import { createHash } from 'node:crypto'
import { inEqualBatches, popularItems } from '@hvamp/models'
import type { CompiledRules, ItemTable } from '@hvamp/rules'
import { readItemRules } from '../inputs/item-rules'
import type { FilePart } from '../inputs/read-file'
import { badInput, checkingInput } from '../process/bad-input'
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
import { titledList } from '../terminal/recommendation-rows'
import { folderWithModel } from '../tuning/chosen-run'
import type { RecommendFlags } from './recommend-flags'
import {
  knownUserHistories,
  listColumns,
  listRows,
  type ReasonedList,
  recommendedLists,
} from './recommended-lists'

/** The list of a user. */
interface UserList extends ReasonedList {
  readonly user: string
}

/** Recommends for the users of one shard, into its part. */
export async function recommendShard(
  path: string,
  which: string,
  { options, out }: { readonly options: Requested<RecommendFlags>; readonly out: Output },
): Promise<void> {
  const { values: flags } = options
  const shard = shardFrom(which, process.env)
  const { history, unknown, partFormat, spreadsheetSafe } = flags
  if (spreadsheetSafe && partFormat !== 'csv')
    throw badInput(`--spreadsheet-safe: needs --part-format csv with --shard, got ${partFormat}`)
  const folder = await shardFolder(flags)
  if (history === undefined) throw badInput('--shard: needs --history with the users, got none')
  const files = await filesToShard(history, '--history')
  const itemRules = await readItemRules(flags)
  const runFolder = await folderWithModel(path)
  const backend = await startBackend(flags)
  const model = inEqualBatches(await openModel(runFolder, flags), shardBatch)
  const rules = await itemRules.of(model.itemIds, out)
  if (flags.fallback === 'trending') await checkingInput(() => popularItems(model, { by: 'trending' }))
  const layout = { settings: flags, table: itemRules.table }
  const columns = listColumns(layout, { user: 'text', item: 'text' } as const)
  const blocks = await blocksOf(files, shard, flags)
  let said = out // of the first block; what is said of another is the same, but for its numbers

  async function begin(of: FilePart): Promise<BlockWork<UserList>> {
    const histories = await readHistories(history!, runFolder, { options, of, out: said })
    const asked = { where: history!, needsKnown: false, unknown, out: said }
    const known = knownUserHistories(histories, model, asked)
    said = silent
    const counts: Record<string, number> = {}
    return {
      users: known.liked.userCount,
      async *records({ signal, onUsers }) {
        let user = 0
        const asked = { settings: flags, rules, usersAtATime, batchSize: shardBatch }
        for await (const list of recommendedLists(model, known, asked)) {
          counts[list.basis] = (counts[list.basis] ?? 0) + 1
          yield { user: known.liked.userIds[user++]!, ...list }
          if (user % usersAtATime > 0) continue
          signal.throwIfAborted()
          onUsers(user)
        }
      },
      more: () => ({ lists: counts }),
    }
  }

  await runShard(
    {
      folder,
      shard,
      job: await jobOf('recommend', {
        options,
        more: { rules: checksum(rules), ...titlesIn(layout.table) },
        shard,
        data: await filesIdentity(files),
        partFormat,
        columns,
        model: { folder: runFolder, name: model.name },
        backend,
      }),
      table: {
        columns,
        rowsOf: (list) => listRows(list.user, list, layout),
        lineOf: (list) => titledList(list, layout.table),
        userOf: ({ user }) => user,
      },
      identify: () => contentOf(blocks),
      blocks,
      begin,
      ...(spreadsheetSafe && { spreadsheetSafe }),
    },
    out,
  )
}

/** A checksum of rules as they turn out for the items of the model, whatever table and lists they come from. */
function checksum({ allowed, weights, limits }: CompiledRules): string {
  const hash = createHash('sha256')
  for (const numbers of [allowed, weights, ...limits.map(({ groups }) => groups)]) {
    hash.update(`${numbers?.length ?? 'none'}\n`)
    if (numbers) hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  }
  hash.update(JSON.stringify(limits.map(({ atMost }) => atMost)))
  return hash.digest('hex')
}

/** A checksum of what items are called, if a table says it: parts with other titles are no parts of one whole. */
function titlesIn(table: ItemTable | undefined): { readonly titles?: string } {
  if (table?.title === undefined) return {}
  const hash = createHash('sha256')
  for (const id of table.ids) hash.update(`${JSON.stringify([id, table.titleOf(id)])}\n`)
  return { titles: hash.digest('hex') }
}
