import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { z } from 'zod'

/** What tells whether a file is still the one it was; its path is as it was given. */
export const sourceFile = z.strictObject({
  path: z.string(),
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
  return { path, bytes, sha256: hash.digest('hex') }
}
