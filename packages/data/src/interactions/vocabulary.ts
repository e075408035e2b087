import type { Ids } from './interactions'

/** Numbers ids in order of first appearance. */
export interface Vocabulary {
  /** Number of ids so far. */
  readonly size: number
  /** The index of an id, a new index for a new id. Spaces around an id are trimmed; −1 for an empty or refused one. */
  indexOf(id: string): number
  /**
   * The index of the id in bytes[from, to), which are UTF-8.
   *
   * @throws TypeError if the bytes are not UTF-8
   */
  indexOfBytes(bytes: Uint8Array, from: number, to: number): number
  /** Takes back ids that came last, such as those of a row that is left out. @param size how many of the first ids stay */
  keepFirst(size: number): void
  /** The ids so far, in index order: all, or the first `count`. */
  ids(count?: number): Ids
  /** The ids that are no integers of up to nine digits without leading zeros: only these can be written in another way. */
  texts(): Iterable<string>
  /** Whether there is such an id. */
  has(id: string): boolean
}

const ZERO = 48
const LONGEST_INTEGER = 9 // digits: every such integer fits in 31 bits
const SHORT_INTEGER = /^(0|[1-9]\d{0,8})$/

/**
 * An empty vocabulary.
 *
 * Integers of up to nine digits without leading zeros, the ids of most files, are looked up as numbers, without a string;
 * all other ids are keys of a Map. Their table is spread by a random multiplier, so that no file can be made to fill it badly;
 * indices do not depend on it.
 *
 * @param isRefused whether a text is no id; asked once for each new one that is no such integer
 */
export function vocabulary(isRefused: (id: string) => boolean = () => false): Vocabulary {
  const names: (string | number)[] = []
  const texts = new Map<string, number>()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const multiplier = crypto.getRandomValues(new Uint32Array(1))[0]! | 1
  // Open addressing with linear probing, at most half full. An index is stored plus one: 0 is a free slot.
  let shift = 22
  let keys = new Int32Array(1 << (32 - shift))
  let indices = new Int32Array(keys.length)
  let used = 0

  function slotOf(integer: number): number {
    const mask = keys.length - 1
    let slot = Math.imul(integer, multiplier) >>> shift
    while (indices[slot] !== 0 && keys[slot] !== integer) slot = (slot + 1) & mask
    return slot
  }

  function grow(): void {
    const [oldKeys, oldIndices] = [keys, indices]
    shift--
    keys = new Int32Array(2 * oldKeys.length)
    indices = new Int32Array(keys.length)
    for (let old = 0; old < oldKeys.length; old++) {
      if (oldIndices[old] === 0) continue
      const slot = slotOf(oldKeys[old]!)
      keys[slot] = oldKeys[old]!
      indices[slot] = oldIndices[old]!
    }
  }

  /** Frees the slot of an integer, and moves those behind it that would not be found any more. */
  function forget(integer: number): void {
    const mask = keys.length - 1
    let free = slotOf(integer)
    for (let slot = (free + 1) & mask; indices[slot] !== 0; slot = (slot + 1) & mask) {
      const home = Math.imul(keys[slot]!, multiplier) >>> shift
      if (((slot - home) & mask) < ((slot - free) & mask)) continue
      keys[free] = keys[slot]!
      indices[free] = indices[slot]!
      free = slot
    }
    indices[free] = 0
    used--
  }

  function indexOfInteger(integer: number): number {
    const slot = slotOf(integer)
    const known = indices[slot]!
    if (known > 0) return known - 1
    keys[slot] = integer
    indices[slot] = names.push(integer)
    if (2 * ++used > keys.length) grow()
    return names.length - 1
  }

  function indexOf(id: string): number {
    const name = id.trim()
    if (SHORT_INTEGER.test(name)) return indexOfInteger(Number(name))
    if (name === '') return -1
    let index = texts.get(name)
    if (index === undefined) {
      if (isRefused(name)) return -1
      index = names.push(name) - 1
      texts.set(name, index)
    }
    return index
  }

  return {
    get size() {
      return names.length
    },
    indexOf,
    indexOfBytes(bytes, from, to) {
      const length = to - from
      if (length > 0 && length <= LONGEST_INTEGER && (bytes[from] !== ZERO || length === 1)) {
        let integer = 0
        let at = from
        for (; at < to; at++) {
          const digit = bytes[at]! - ZERO
          if (digit < 0 || digit > 9) break
          integer = 10 * integer + digit
        }
        if (at === to) return indexOfInteger(integer)
      }
      return indexOf(decoder.decode(bytes.subarray(from, to)))
    },
    keepFirst(size) {
      while (names.length > size) {
        const name = names.pop()!
        if (typeof name === 'number') forget(name)
        else texts.delete(name)
      }
    },
    ids: (count = names.length) => names.slice(0, count).map(String),
    texts: () => texts.keys(),
    has: (id) => (SHORT_INTEGER.test(id) ? indices[slotOf(Number(id))] !== 0 : texts.has(id)),
  }
}
