import { random } from '@hvamp/random'
import { numpyLegacyRandom } from './numpy-legacy-random'

/**
 * What a split draws with: NumPy's legacy generator, as the published splits do, or `@hvamp/random`. With `hvamp`, what
 * is drawn of a user depends on the seed and the user's id alone, not on who else is held out.
 */
export type SplitMethod = 'published' | 'hvamp'

export interface SplitDraw {
  /** A permutation of the users. */
  users(count: number): Int32Array
  /** For one set of held-out users, to be asked in ascending order of their ids. */
  histories(): HistoryDraw
}

/** Draws `size` of the `count` entries of a user. */
export type HistoryDraw = (count: number, size: number, userId: string) => Int32Array

/** @throws if the seed is out of the generator's range */
export function splitDraw(method: SplitMethod, seed: number): SplitDraw {
  return method === 'published' ? publishedDraw(seed) : ownDraw(seed)
}

/** The generator is seeded anew for the users and for each set. */
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
