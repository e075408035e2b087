import { fillWithNormals } from './ziggurat'

/** The two 32-bit words that name a stream: kernels on any device can draw the very same numbers from them. */
export interface RandomKey {
  readonly low: number
  readonly high: number
}

/**
 * A seeded stream of random numbers that can be split.
 *
 * Draw i of a stream is a hash of (key, i), so a stream needs no state but a counter, and `fork` gives an
 * independent stream named by a label: what one part of a program draws never shifts what another part gets.
 */
export interface Random {
  readonly key: RandomKey
  /** The stream named `label` under this one: depends on key and label only, not on what was drawn before. */
  fork(label: string | number): Random
  /** Uniform on [0, 1), 32 bits. */
  uniform(): number
  /** Uniform integer in [0, below). */
  integer(below: number): number
  /** `count` standard normal draws (ziggurat). */
  normals(count: number): Float32Array
  /** `count` values, each 1 / keep with probability `keep` in (0, 1] (to 16 bits) and 0 otherwise: an inverted-dropout mask. */
  dropoutMask(count: number, keep: number): Float32Array
  /** A uniformly random order of 0 … count − 1 (Fisher–Yates). */
  permutation(count: number): Int32Array
}

/** C. Wellons' triple32: a bijection on 32-bit integers with near-ideal avalanche. */
function mix(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb)
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51)
  x = Math.imul(x ^ (x >>> 15), 0x31848bab)
  return x ^ (x >>> 14)
}

/** Draw `index` of the stream named by `key`, as a signed 32-bit integer. */
export function randomWord(key: RandomKey, index: number): number {
  return mix(mix(index ^ key.low) + key.high)
}

function labelHash(label: string | number): number {
  const text = typeof label === 'number' ? `#${label}` : label
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

function stream(key: RandomKey): Random {
  let drawn = 0
  const word = () => randomWord(key, drawn++) >>> 0
  const self: Random = {
    key,
    fork(label) {
      const hash = labelHash(label)
      return stream({
        low: randomWord(key, hash),
        high: randomWord({ low: key.high, high: key.low ^ 0x9e3779b9 }, hash),
      })
    },
    uniform: () => word() / 2 ** 32,
    integer(below) {
      if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
        throw new Error(`random.integer: below must be an integer in [1, 2^32], got ${below}`)
      }
      const limit = 2 ** 32 - (2 ** 32 % below) // rejects the uneven tail, so that every value is equally likely
      let value = word()
      while (value >= limit) value = word()
      return value % below
    },
    normals(count) {
      const out = new Float32Array(count)
      fillWithNormals(out, () => randomWord(key, drawn++))
      return out
    },
    dropoutMask(count, keep) {
      if (!(keep > 0 && keep <= 1)) throw new Error(`random.dropoutMask: keep must be in (0, 1], got ${keep}`)
      const out = new Float32Array(count)
      const threshold = Math.round(keep * 65536)
      const scale = 1 / keep
      for (let i = 0; i < count; i += 2) {
        const bits = word()
        if ((bits & 0xffff) < threshold) out[i] = scale
        if (i + 1 < count && bits >>> 16 < threshold) out[i + 1] = scale
      }
      return out
    },
    permutation(count) {
      const order = Int32Array.from({ length: count }, (_, i) => i)
      for (let i = count - 1; i > 0; i--) {
        const j = self.integer(i + 1)
        const held = order[i]!
        order[i] = order[j]!
        order[j] = held
      }
      return order
    },
  }
  return self
}

/**
 * A random stream from a seed.
 *
 * @throws if the seed is not an integer in [0, 2^53)
 * @example random(1).fork('weights').normals(3)
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new Error(`random: seed must be a non-negative integer, got ${seed}`)
  return stream({ low: mix(seed % 2 ** 32), high: mix(Math.floor(seed / 2 ** 32) ^ 0x5bd1e995) })
}
