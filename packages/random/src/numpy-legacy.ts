/** NumPy's legacy generator, as far as published data splits use it. Each call goes on where the last one ended. */
export interface NumpyLegacy {
  /** `np.random.permutation(count)`. */
  permutation(count: number): Int32Array
  /** `np.random.choice(count, size, replace=False)`. */
  choice(count: number, size: number): Int32Array
}

const length = 624
const middle = 397

/**
 * The stream that `np.random.seed(seed)` starts: MT19937 (Matsumoto and Nishimura 1998), number for number.
 *
 * For splits that were published with it; for all else `random` is better.
 *
 * @throws if the seed is not an integer in [0, 2^32)
 * @example numpyLegacy(98765).permutation(136_677)
 */
export function numpyLegacy(seed: number): NumpyLegacy {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new Error(`numpyLegacy: seed must be an integer in [0, 2^32), got ${seed}`)
  }
  const word = mersenneTwister(seed)

  /** Uniform in [0, last]: as many bits as `last` has, drawn again while they are above it. */
  function upTo(last: number): number {
    const mask = 0xffffffff >>> Math.clz32(last)
    let value = word() & mask
    while (value > last) value = word() & mask
    return value
  }

  function permutation(count: number): Int32Array {
    if (!Number.isInteger(count) || count < 0 || count > 2 ** 31) {
      throw new Error(`numpyLegacy.permutation: count must be an integer in [0, 2^31], got ${count}`)
    }
    const order = Int32Array.from({ length: count }, (_, i) => i)
    for (let i = count - 1; i > 0; i--) {
      const j = upTo(i)
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
    return order
  }

  return {
    permutation,
    choice(count, size) {
      if (!Number.isInteger(size) || size < 0 || size > count) {
        throw new Error(`numpyLegacy.choice: size must be an integer in [0, ${count}], got ${size}`)
      }
      return permutation(count).slice(0, size)
    },
  }
}

/** 32-bit words of MT19937, as signed integers. */
function mersenneTwister(seed: number): () => number {
  const state = new Int32Array(length)
  state[0] = seed
  for (let i = 1; i < length; i++) {
    const before = state[i - 1]!
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
  }
  let at = length

  function refill(): void {
    for (let i = 0; i < length; i++) {
      const pair = (state[i]! & 0x80000000) | (state[(i + 1) % length]! & 0x7fffffff)
      state[i] = state[(i + middle) % length]! ^ (pair >>> 1) ^ (pair & 1 ? 0x9908b0df : 0)
    }
    at = 0
  }

  return () => {
    if (at === length) refill()
    let x = state[at++]!
    x ^= x >>> 11
    x ^= (x << 7) & 0x9d2c5680
    x ^= (x << 15) & 0xefc60000
    return x ^ (x >>> 18)
  }
}
