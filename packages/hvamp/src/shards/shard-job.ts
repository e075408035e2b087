import { createHash, randomBytes } from 'node:crypto'
import { link, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ensureFolder, replaceFile } from '@hvamp/files'
import { z } from 'zod'
import { exists, isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { badInput } from '../process/bad-input'
import { divisions, partFormats } from '../settings/shard'
import { aboutParts } from './part-names'

/** Commands that work on shards. */
const shardCommands = ['recommend', 'embed', 'evaluate'] as const

/** Types of the columns of a part. */
export const columnTypes = ['text', 'integer', 'number', 'vector'] as const

/** What must be equal in all shards, so that their parts are parts of one result. */
export const shardJob = z.strictObject({
  format: z.literal('hvamp-shards'),
  version: z.literal(1),
  command: z.enum(shardCommands),
  hvamp: z.string(),
  shards: z.int().min(1),
  shardBy: z.enum(divisions),
  partFormat: z.enum(partFormats),
  columns: z.array(z.strictObject({ name: z.string(), type: z.enum(columnTypes) })),
  model: z.strictObject({ name: z.string(), sha256: z.string() }),
  /** The last bits of scores depend on it. */
  backend: z.string(),
  /** The names and sizes of all files, and a checksum of these; of a split, the checksum of its files. */
  data: z.strictObject({ files: z.int(), bytes: z.int(), sha256: z.string() }),
  options: z.record(z.string(), z.json()),
})

export type ShardJob = z.infer<typeof shardJob>

const fileOf = (folder: string) => join(folder, aboutParts, 'job.json')

/** What tells one set of files from another without reading them: their names and sizes, in their order. */
export async function filesIdentity(files: readonly string[]): Promise<ShardJob['data']> {
  const hash = createHash('sha256')
  let bytes = 0
  for (const file of files) {
    const { size } = await stat(file)
    hash.update(`${basename(file)}\n${size}\n`)
    bytes += size
  }
  return { files: files.length, bytes, sha256: hash.digest('hex') }
}

/** The job as it is written: a record of what JSON can hold. */
export function shardJobOf(
  job: Omit<ShardJob, 'format' | 'version' | 'options'> & { options: object },
): ShardJob {
  const plain = JSON.parse(JSON.stringify(job))
  return shardJob.parse({ format: 'hvamp-shards', version: 1, ...plain })
}

/**
 * Writes the job into the folder of the parts, or compares it with the one that another shard has written there.
 *
 * @throws bad input if the folder holds parts of another job, naming what differs
 */
export async function claimFolder(folder: string, job: ShardJob): Promise<void> {
  const path = fileOf(folder)
  await ensureFolder(join(folder, aboutParts))
  if (!(await isFile(path))) await writeFirst(path, `${JSON.stringify(job, undefined, 2)}\n`)
  const difference = differenceOf(await readJob(folder), job)
  if (difference === undefined) return
  throw badInput(
    `--out: must be a folder for parts of one job, got '${folder}', ${difference}: choose another --out`,
  )
}

/** @throws bad input if there is none, or the file is damaged */
export async function readJob(folder: string): Promise<ShardJob> {
  if (!(await exists(fileOf(folder)))) {
    throw badInput(`${folder}: must be a folder with parts that shards wrote (--shard), got one without any`)
  }
  return readJson(fileOf(folder), shardJob)
}

/** Where two jobs differ, in words; undefined where they are one. */
export function differenceOf(there: ShardJob, here: ShardJob): string | undefined {
  const differing = differences(there, here, [])[0]
  if (!differing) return undefined
  const [path, before, now] = differing
  return `whose parts have ${path.join('.')} ${shown(before)}, not ${shown(now)}`
}

type Difference = readonly [path: readonly string[], there: unknown, here: unknown]

function differences(there: unknown, here: unknown, path: readonly string[]): Difference[] {
  if (isRecord(there) && isRecord(here)) {
    const names = new Set([...Object.keys(there), ...Object.keys(here)])
    return [...names].flatMap((name) => differences(there[name], here[name], [...path, name]))
  }
  return JSON.stringify(there) === JSON.stringify(here) ? [] : [[path, there, here]]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shown = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value))

/** Writes a file that nobody has written yet; of two processes, one. */
async function writeFirst(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}`
  await writeFile(temporary, text)
  try {
    await link(temporary, path)
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
    if (!isThere) await replaceFile(path, text) // a disk without hard links; merging compares the jobs of all parts
  } finally {
    await rm(temporary, { force: true })
  }
}
