import { firstHash, lastHash, nextHash, shardOfHash, shardOfUser, type UserShard } from './user-shard'
import type { Vocabulary } from './vocabulary'

/** The index of every user of another shard. */
export const ELSEWHERE = 0x7fffffff

const SPACE = 32
const LAST_ASCII = 127

/**
 * Numbers the users of one shard; users of other shards take no memory, and have the index `ELSEWHERE`.
 *
 * @param users the vocabulary of the shard's own users
 */
export function shardVocabulary(users: Vocabulary, { index, count }: UserShard): Vocabulary {
  const decoder = new TextDecoder('utf-8', { fatal: true })

  function indexOf(id: string): number {
    const name = id.trim()
    return name === '' || shardOfUser(name, count) === index ? users.indexOf(name) : ELSEWHERE
  }

  return {
    get size() {
      return users.size
    },
    indexOf,
    indexOfBytes(bytes, from, to) {
      let hash = firstHash
      for (let at = from; at < to; at++) {
        const byte = bytes[at]!
        if (byte <= SPACE || byte > LAST_ASCII) return indexOf(decoder.decode(bytes.subarray(from, to)))
        hash = nextHash(hash, byte)
      }
      const isHere = from === to || shardOfHash(lastHash(hash), count) === index
      return isHere ? users.indexOfBytes(bytes, from, to) : ELSEWHERE
    },
    keepFirst: users.keepFirst,
    ids: users.ids,
    texts: users.texts,
    has: users.has,
  }
}
