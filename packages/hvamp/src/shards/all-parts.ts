import { join } from 'node:path'
import { isFile } from '../files/folders'
import { identify } from '../files/source-file'
import { badInput } from '../process/bad-input'
import { grouped } from '../terminal/format'
import { type PartManifest, readPartManifest } from './part-manifest'
import { partName } from './part-names'
import { requireDifferentUsers } from './part-users'
import { differenceOf, readJob, type ShardJob } from './shard-job'

/** All parts of a job, each as its shard wrote it. */
export interface AllParts {
  readonly folder: string
  readonly job: ShardJob
  /** In the order of the shards. */
  readonly parts: readonly PartManifest[]
}

const named = 5 // missing parts in an error

/**
 * Checks that all parts of a job are there, whole, and of one job: the same model, options, data and program.
 *
 * @param onPart called after each part, with their number
 * @throws bad input, naming the parts that are missing, damaged or of another job
 */
export async function requireAllParts(
  folder: string,
  onPart: (done: number, of: number) => void = () => {},
): Promise<AllParts> {
  const job = await readJob(folder)
  const found: (PartManifest | undefined)[] = []
  for (let index = 0; index < job.shards; index++) found.push(await readPartManifest(folder, index))
  const missing = [...found.keys()].filter((index) => found[index] === undefined)
  if (missing.length > 0) {
    const first = missing.slice(0, named).map(partName).join(', ')
    const more = missing.length > named ? ` and ${grouped(missing.length - named)} more` : ''
    throw badInput(
      `${folder}: must have all ${job.shards} parts, misses ${first}${more}: run these shards again`,
    )
  }
  const parts = found as PartManifest[]
  for (const [index, { job: ofPart, read, part }] of parts.entries()) {
    const name = partName(index)
    const difference = differenceOf(job, ofPart)
    if (difference !== undefined) {
      throw badInput(`${folder}: must have parts of one job, ${difference} as ${name} has`)
    }
    if (job.shardBy === 'users' && read !== parts[0]!.read) {
      throw badInput(
        `${folder}: all shards must have read the same files, got ${partName(0)} and ${name} of files that differ in content`,
      )
    }
    await requireWhole(join(folder, part.file), part)
    onPart(index + 1, job.shards)
  }
  if (job.shardBy === 'files') await requireDifferentUsers(folder, job.shards)
  return { folder, job, parts }
}

async function requireWhole(path: string, { bytes, sha256 }: PartManifest['part']): Promise<void> {
  const got = (await isFile(path)) ? await identify(path) : undefined
  if (got?.sha256 === sha256) return
  const there = got ? `${grouped(got.bytes)} bytes with SHA-256 ${got.sha256}` : 'no such file'
  throw badInput(
    `${path}: must be as its shard wrote it, ${grouped(bytes)} bytes with SHA-256 ${sha256}, got ${there}: delete it and run the shard again`,
  )
}
