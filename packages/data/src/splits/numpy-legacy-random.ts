/** The parts of NumPy's legacy generator that the published splits draw with. */
export interface NumpyLegacyRandom {
  /** `numpy.random.permutation(count)` */
  permutation(count: number): Int32Array
  /** `numpy.random.choice(count, size=size, replace=False)`. @throws if size is more than count */
  choice(count: number, size: number): Int32Array
}

const WORDS = 624
const SHIFT = 397

/**
 * NumPy's legacy `RandomState` after `seed(seed)`: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), bounded
 * integers by masked rejection, permutations by Fisher–Yates from the end.
 *
 * @throws if the seed is not an integer in [0, 2^32)
 * @example numpyLegacyRandom(98765).permutation(5) // 4, 2, 1, 0, 3
 */
export function numpyLegacyRandom(seed: number): NumpyLegacyRandom {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new Error(`numpyLegacyRandom: seed must be an integer in [0, 2^32), got ${seed}`)
  }
  const state = new Uint32Array(WORDS)
  state[0] = seed
  for (let i = 1; i < WORDS; i++) {
    const last = state[i - 1]!
    state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i
  }
  let next = WORDS

  function twist(): void {
    for (let i = 0; i < WORDS; i++) {
      const bits = (state[i]! & 0x80000000) | (state[(i + 1) % WORDS]! & 0x7fffffff)
      state[i] = state[(i + SHIFT) % WORDS]! ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0)
    }
    next = 0
  }

  function word(): number {
    if (next === WORDS) twist()
    let bits = state[next++]!
    bits ^= bits >>> 11
    bits ^= (bits << 7) & 0x9d2c5680
    bits ^= (bits << 15) & 0xefc60000
    return (bits ^ (bits >>> 18)) >>> 0
  }

  /** Uniform in [0, highest]. */
  function integer(highest: number): number {
    const mask = 0xffffffff >>> Math.clz32(highest)
    let value = (word() & mask) >>> 0
    while (value > highest) value = (word() & mask) >>> 0
    return value
  }

  function permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, index) => index)
    for (let i = count - 1; i > 0; i--) {
      const j = integer(i)
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
    return order
  }

  return {
    permutation,
    choice(count, size) {
      if (!(size <= count)) {
        throw new Error(`numpyLegacyRandom.choice: size must be at most count ${count}, got ${size}`)
      }
      return permutation(count).subarray(0, size)
    },
  }
}
