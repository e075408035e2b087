import { type Id, requireId } from './id-text'

/** One of several shards of users: all users together are in them, each in one. */
export interface UserShard {
  /** Which shard, from 0. */
  readonly index: number
  /** How many shards there are. */
  readonly count: number
}

const SCALE = 2 ** 32
const MOST = 2 ** 20 // shards: their product with a 32-bit hash is exact

/**
 * The shard that a user is in, from 0: by the text of the id alone, so that it is the same in every file and process.
 *
 * Ids are spread evenly by a 32-bit hash of the text. Shard i of n is made of shards i·k to i·k + k − 1 of n·k.
 *
 * @param count how many shards there are, at most 2^20
 * @throws if the id is neither a text nor an integer, or count is not a positive integer, or too large
 * @example shardOfUser('17', 400) // 0 to 399
 */
export function shardOfUser(id: Id, count: number): number {
  requireShardCount('shardOfUser: count', count)
  return shardOfHash(hashOfText(requireId('shardOfUser: users', id)), count)
}

/** The shard of a user whose id has this hash. */
export function shardOfHash(hash: number, count: number): number {
  return Math.floor(((hash >>> 0) * count) / SCALE)
}

/** Where the hash of an id starts. */
export const firstHash = 0x811c9dc5 | 0

/** The hash after one more character. */
export function nextHash(hash: number, character: number): number {
  return Math.imul(hash ^ character, 0x01000193)
}

/** The hash of an id, after its last character: FNV-1a, then the finalizer of MurmurHash3, which spreads it over all bits. */
export function lastHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

function hashOfText(id: string): number {
  let hash = firstHash
  for (let i = 0; i < id.length; i++) hash = nextHash(hash, id.charCodeAt(i))
  return lastHash(hash)
}

/** @throws unless the shard is one of its count */
export function requireShard(where: string, { index, count }: UserShard): void {
  requireShardCount(`${where}: shard.count`, count)
  if (Number.isInteger(index) && index >= 0 && index < count) return
  throw new Error(`${where}: shard.index must be from 0 to ${count - 1}, got ${index}`)
}

function requireShardCount(what: string, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return
  throw new Error(`${what} must be an integer from 1 to ${MOST}, got ${count}`)
}
