import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { binarize, filterInteractions, splitUsers } from 'hvamp'
import { readRatings } from 'hvamp/node'

/** Where MovieLens 1M is expected: beside the repository, which must not have it. */
export const ml1mFile = fileURLToPath(new URL('../../shared/data/ml-1m/ratings.csv.gz', import.meta.url))

export const hasMl1m = () => existsSync(ml1mFile)

/** MovieLens 1M as the paper prepares its data: ratings of at least 4, users with at least 5; 500 users held out, twice. */
export async function ml1mSplit() {
  const liked = binarize(await readRatings(ml1mFile), { atLeast: 4 })
  return splitUsers(filterInteractions(liked, { minUserInteractions: 5 }), { heldOut: 500, seed: 98765 })
}
