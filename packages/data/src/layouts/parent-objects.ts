import type { LayoutOptions } from '../reading/layout-options'
import { fileError, quoted } from '../values/file-error'

/** The key by which an object names another one that it belongs to, in the files of Shopify's bulk operations. */
export const PARENT = '__parentId'

/** Writes an object for each one that belongs to another, with what that one has. */
const JOIN = `jq -cs 'INDEX(.id) as $by | .[] | select(.${PARENT}) | $by[.${PARENT}] + {line: .}'`

/**
 * @param head the beginning of a file of which some object has the key
 * @throws if the first object lacks it: then users are in other objects than items, unless it is chosen for them
 */
export function requireNoParents(head: Uint8Array, { columns }: LayoutOptions, where: string): void {
  const [first] = new TextDecoder().decode(head).trimStart().split('\n', 1)
  if (columns?.user === PARENT || first!.includes(`"${PARENT}"`)) return
  const got = `lines that name the one they belong to by ${quoted(PARENT)}, as of a bulk operation: join them, as ${JOIN} does`
  throw fileError(where, 'a user and an item in each object', got)
}
