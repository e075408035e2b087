import { createHash } from 'node:crypto'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { runFiles } from '../runs/run-files'
import { runProgress } from './run-progress'

/** Bytes of a piece; the last one of a file may have fewer. */
export const pieceBytes = 2 ** 24
/** Bytes of a manifest. */
export const mostOfManifest = 2 ** 22
const mostBytes = 2 ** 36 // of a run

const folders: readonly string[] = [runFiles.model, runFiles.checkpoint]
const files: readonly string[] = Object.values(runFiles).filter(
  (name) => !folders.includes(name) && name !== runFiles.elsewhere,
)
const plainName = /^[a-z\d][\w.-]{0,127}$/i

/** Whether a path, with / between its parts, is that of a file which a run has: no other is read, and none is written. */
export function isRunPath(path: string): boolean {
  if (files.includes(path)) return true
  const [folder = '', name = '', ...rest] = path.split('/')
  return (
    folders.includes(folder) &&
    rest.length === 0 &&
    plainName.test(name) &&
    !name.endsWith('.hvamp-unfinished')
  )
}

const sha256 = z.string().regex(/^[\da-f]{64}$/)

const storedFile = z
  .strictObject({
    path: z.string().refine(isRunPath, 'must be a file of a run'),
    size: z.int().min(0).max(mostBytes),
    /** SHA-256 of each piece, by which it is named. */
    pieces: z.array(sha256),
  })
  .refine(
    ({ size, pieces }) => pieces.length === Math.ceil(size / pieceBytes),
    'must have the pieces of its size',
  )

/** What a store has of a run. */
const manifest = z
  .strictObject({
    format: z.literal('hvamp-run'),
    version: z.literal(1),
    /** Path of its folder, for people. */
    folder: z.string(),
    progress: runProgress,
    files: z.array(storedFile).max(100),
  })
  .refine(
    ({ files }) => new Set(files.map(({ path }) => path)).size === files.length,
    'must have each file once',
  )
  .refine(
    ({ files }) => files.reduce((sum, { size }) => sum + size, 0) <= mostBytes,
    'must not be larger than a run',
  )

export type StoredFile = z.infer<typeof storedFile>
export type RunManifest = z.infer<typeof manifest>

export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function manifestBytes(run: RunManifest): Uint8Array {
  const json = JSON.stringify(run)
  return Buffer.from(`{"sha256":"${digestOf(json)}","run":${json}}\n`)
}

/** @throws bad input if the bytes are no manifest, or not whole */
export function manifestFrom(bytes: Uint8Array, where: string): RunManifest {
  let file: { sha256?: unknown; run?: unknown } | null
  try {
    file = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw badInput(`${where}: must be JSON: ${(cause as Error).message}`, cause)
  }
  if (digestOf(JSON.stringify(file?.run) ?? '') !== file?.sha256) {
    throw badInput(`${where}: must have the SHA-256 that it names, got another one`)
  }
  const { data, error } = manifest.safeParse(file.run)
  const [issue] = error?.issues ?? []
  if (!data) throw badInput(`${where}: ${issue?.path.join('.') || 'run'}: ${issue?.message}`, error)
  return data
}

/** All pieces of a run. */
export function piecesOf(run: RunManifest | undefined): ReadonlySet<string> {
  return new Set(run?.files.flatMap(({ pieces }) => pieces))
}
