import { selectUsers } from '@hvamp/data'
import type { WrittenType } from '@hvamp/databases'
import { itemVectors, type Recommender } from '@hvamp/models'
import { databaseDestination } from '../files/destination'
import { requireSameIds } from '../files/ids-file'
import type { NamedVectors } from '../files/named-vectors'
import { requireNewFile } from '../files/outputs'
import { haveIdsBesideAnother, requireVectorPath, vectorFiles, writeVectors } from '../files/vector-file'
import { requireNoReading } from '../inputs/given-histories'
import { knownHistories, reportUnknownUsers } from '../inputs/histories'
import { badInput, checkingInput } from '../process/bad-input'
import { requireNoHeader } from '../runs/first-row'
import { idType, itemIdType } from '../runs/id-types'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { readHistories, type UserHistories } from '../runs/user-histories'
import type { Requested } from '../settings/requested'
import { grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { folderWithModel } from '../tuning/chosen-run'
import type { EmbedFlags } from './embed-flags'

/** Writes the vectors of items, or of the users of a file. */
export async function embedAction(path: string, options: Requested<EmbedFlags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  if (flags.shard !== undefined) {
    const { embedShard } = await import('./embed-shard')
    return embedShard(path, flags.shard, { options, out })
  }
  if (flags.history === undefined) requireNoReading(options, '--history')
  const write = await vectorDestination(flags, out)
  const folder = await folderWithModel(path)
  const histories =
    flags.history === undefined ? undefined : await readHistories(flags.history, folder, { options, out })
  await startBackend(flags)
  const model = await openModel(folder, flags)
  const named = histories
    ? await usersOf(model, histories, flags, out)
    : { ids: model.itemIds, vectors: await checkingInput(() => itemVectors(model)) }
  const size = named.vectors.shape[1]!
  const type = histories ? idType(histories.types?.user) : await itemIdType(folder)
  const { where, quality } = await write(named, { type, of: histories ? 'user' : 'item' })
  out.note(`${grouped(named.ids.length)} vectors of ${grouped(size)} numbers${where}`)
  if (quality) {
    const { recall, asked } = quality
    out.note(
      `the index finds ${(100 * recall).toFixed(1)} % of the 10 nearest by exact ranking, asked for ${grouped(asked)} of them`,
    )
  }
  out.emit({
    ...(flags.out !== undefined && { out: flags.out }),
    ...(flags.to !== undefined && { to: flags.to, into: flags.into }),
    vectors: named.ids.length,
    size,
    ...quality,
  })
}

/** Writes vectors. @returns what was written, for people, and how well an index finds them */
type WriteVectors = (
  named: NamedVectors,
  ids: { readonly type: WrittenType; readonly of: 'user' | 'item' },
) => Promise<{ readonly where: string; readonly quality?: Awaited<ReturnType<typeof writeVectors>> }>

/** Where vectors are written, checked before the work. */
async function vectorDestination(flags: EmbedFlags, said: Output): Promise<WriteVectors> {
  const database = await databaseDestination(flags, said)
  const { out } = flags
  if (database) {
    return async (named, { type }) => {
      const columns = [
        { name: 'id', type },
        { name: 'vector', type: 'vector' },
      ] as const
      return { where: `: ${await database.write({ columns, key: ['id'], rows: rowsOf(named) })}` }
    }
  }
  if (out === undefined) throw badInput('embed: must have --out, or --to and --into, got neither')
  await requireVectorPath(out, '--out')
  const files = vectorFiles(out)
  const [vectors] = files
  const areShared = await haveIdsBesideAnother(out)
  for (const { path, own } of areShared ? [vectors!] : files)
    await requireNewFile(path, '--out', { force: flags.force ?? false, own })
  return async (named, { of }) => {
    if (areShared) await requireSameIds(out, named.ids, '--out')
    const quality = await writeVectors(out, named, of)
    return { where: ` written to ${files.map(({ path }) => path).join(' and ')}`, quality }
  }
}

function* rowsOf({ ids, vectors: { shape, values } }: NamedVectors): Generator<[string, Float32Array]> {
  const size = shape[1]!
  for (const [row, id] of ids.entries()) yield [id, values.subarray(row * size, (row + 1) * size)]
}

const usersAtATime = 200

/** The vectors of users whose histories these are. */
async function usersOf(
  model: Recommender,
  histories: UserHistories,
  { unknown, history }: EmbedFlags,
  out: Output,
): Promise<NamedVectors> {
  if (!model.embed) throw badInput(`embed: the model must have vectors, got ${model.name}, which has none`)
  requireNoHeader(histories, model.itemIds, history!)
  const known = knownHistories(histories.liked, model.itemIds, {
    unknown,
    where: history!,
    out,
    needsKnown: false,
  })
  reportUnknownUsers(known, 'the vector of an empty history', out)
  const { userCount, userIds } = known
  let all = new Float32Array(0)
  let size = 0
  for (let from = 0; from < userCount; from += usersAtATime) {
    const count = Math.min(usersAtATime, userCount - from)
    const batch = selectUsers(
      known,
      Array.from({ length: count }, (_, i) => from + i),
    )
    const { shape, values } = await model.embed(batch)
    size = shape[1]!
    if (from === 0) all = new Float32Array(userCount * size)
    all.set(values, from * size)
  }
  return { ids: userIds, vectors: { shape: [userCount, size], values: all } }
}
