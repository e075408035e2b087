import { isAbsolute } from 'node:path'
import { exists } from '../files/folders'
import { badInput } from '../process/bad-input'

const WILDCARDS = /[*?[\]{}()!]/

/**
 * The files that a pattern such as `orders/*.parquet` matches, in the order of their names; a path as it is.
 *
 * @throws bad input if no file matches
 */
export async function matchingFiles(pattern: string): Promise<readonly string[]> {
  if (!WILDCARDS.test(pattern) || (await exists(pattern))) return [pattern]
  const { glob } = await import('tinyglobby')
  const found = await glob(pattern, { absolute: isAbsolute(pattern), expandDirectories: false })
  if (found.length === 0) throw badInput(`${pattern}: must match a file, got none`)
  return found.sort()
}
