import { exists, isFolder } from '../files/folders'
import { requireWritableFolder } from '../files/writable'
import { badInput } from '../process/bad-input'

/**
 * The folder that shards write their parts to.
 *
 * @throws bad input if none is named, it is a file, or nothing can be written there
 */
export async function shardFolder({ out }: { readonly out?: string }): Promise<string> {
  if (out === undefined) throw badInput('--shard: needs --out with a folder for the parts, got none')
  if ((await exists(out)) && !(await isFolder(out))) {
    throw badInput(`--out: must be a folder for the parts (--shard), got '${out}', which is a file`)
  }
  await requireWritableFolder(out, '--out')
  return out
}
