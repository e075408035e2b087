import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { isDatabaseAddress } from '@hvamp/databases'
import { z } from 'zod'
import { exists } from './folders'

/** What tells whether a file is still the one it was. */
export const sourceFile = z.strictObject({
  /** As it was given; of a database, its address without a password. */
  path: z.string(),
  /** From which it is found in every folder; not in the files of early versions. */
  absolutePath: z.string().optional(),
  bytes: z.int().min(0),
  sha256: z.string(),
})

export type SourceFile = z.infer<typeof sourceFile>

/** Size and checksum of one or more files; of several, the checksum is that of all, one after the other. */
export async function identify(path: string, files: readonly string[] = [path]): Promise<SourceFile> {
  const hash = createHash('sha256')
  let bytes = 0
  for (const file of files) {
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk)
      bytes += chunk.length
    }
  }
  return { path, absolutePath: resolve(path), bytes, sha256: hash.digest('hex') }
}

/** A path that leads to a file from here: to where it was, if it is still there, else the path as it was given. */
export async function pathFromHere({ path, absolutePath }: SourceFile): Promise<string> {
  if (absolutePath !== undefined && isDatabaseAddress(absolutePath)) return absolutePath
  const isElsewhere = absolutePath !== undefined && resolve(path) !== absolutePath
  return isElsewhere && (await exists(absolutePath)) ? absolutePath : path
}
