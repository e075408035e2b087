import { isDatabaseAddress } from '@hvamp/databases'
import { isFile } from '../files/folders'
import { identify } from '../files/source-file'
import { matchingFiles } from '../inputs/matching-files'
import type { FilePart } from '../inputs/read-file'
import { badInput } from '../process/bad-input'

/**
 * The files whose users are divided into shards, in the order that every shard sees.
 *
 * @param option that names them, for errors
 * @throws bad input if there is no such file, or rows that each process would see otherwise: a database, the standard input
 */
export async function filesToShard(pattern: string, option: string): Promise<readonly string[]> {
  if (isDatabaseAddress(pattern)) {
    throw badInput(
      `${option}: must be files where users are divided (--shard), got ${pattern}: write its rows to files first, for they can change between two shards`,
    )
  }
  const files = await matchingFiles(pattern)
  for (const file of files) {
    if (!(await isFile(file))) {
      throw badInput(
        `${option}: must be files where users are divided (--shard), got '${file}', which is none`,
      )
    }
  }
  return files
}

/** A checksum of all files that some blocks read, by their content. */
export async function contentOf(blocks: readonly FilePart[]): Promise<string> {
  const files = new Set(blocks.flatMap(({ files }) => files))
  return (await identify('', [...files])).sha256
}
