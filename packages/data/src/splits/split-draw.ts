import { random } from '@hvamp/random'
import { numpyLegacyRandom } from './numpy-legacy-random'

/**
 * The generator of a split: NumPy's legacy one, as in the published splits, or `@hvamp/random`. With `hvamp`, the entries
 * drawn for a user depend only on the seed and the user's id, not on the other held-out users.
 */
export type SplitMethod = 'published' | 'hvamp'

export interface SplitDraw {
  /** A permutation of the users. */
  users(count: number): Int32Array
  /** For one set of held-out users; call the draw in ascending order of their ids. */
  histories(): HistoryDraw
}

/** Draws `size` of the `count` entries of a user. */
export type HistoryDraw = (count: number, size: number, userId: string) => Int32Array

/** @throws if there is no such generator, or the seed is out of its range */
export function splitDraw(method: SplitMethod, seed: number): SplitDraw {
  if (method !== 'published' && method !== 'hvamp')
    throw new Error(`method must be published or hvamp, got '${method}'`)
  return method === 'published' ? publishedDraw(seed) : ownDraw(seed)
}

/** Seeds the generator anew for the users and for each set. */
function publishedDraw(seed: number): SplitDraw {
  return {
    users: (count) => numpyLegacyRandom(seed).permutation(count),
    histories() {
      const generator = numpyLegacyRandom(seed)
      return (count, size) => generator.choice(count, size)
    },
  }
}

function ownDraw(seed: number): SplitDraw {
  const noise = random(seed).fork('split')
  return {
    users: (count) => noise.fork('users').permutation(count),
    histories: () => (count, size, userId) =>
      noise.fork('histories').fork(userId).permutation(count).subarray(0, size),
  }
}
