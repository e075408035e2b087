import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { binarize, filterInteractions } from 'hvamp'
import { entriesOf, interactionsFrom } from 'hvamp/data'
import { readRatings } from 'hvamp/node'

/** Where MovieLens 100k is expected: beside the repository, which must not have it. */
export const ml100kFile = fileURLToPath(new URL('../../shared/data/ml-100k/u.data.gz', import.meta.url))

export const hasMl100k = () => existsSync(ml100kFile)

/**
 * MovieLens 100k as it was on two days: up to a time before which a share of its ratings lie, and in the end. Of each day
 * the ratings of at least 4 are kept, and users with at least 5 of them.
 */
export async function ml100kDays(share) {
  const all = await readRatings(ml100kFile, { timestamps: true })
  const times = Float64Array.from(all.timestamps).sort()
  const until = times[Math.floor(share * times.length)]
  const earlier = interactionsFrom([...entriesOf(all)].filter(({ timestamp }) => timestamp < until))
  const liked = (ratings) => filterInteractions(binarize(ratings, { atLeast: 4 }), { minUserInteractions: 5 })
  return { yesterday: liked(earlier), today: liked(all) }
}
