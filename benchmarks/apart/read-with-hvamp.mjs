import { binarize, filterInteractions } from 'hvamp'
import { readRatings } from 'hvamp/node'
import { digestOf } from '../digest.mjs'

/** Reads ratings and keeps those of at least 4, of users with at least 5 of them. */
export default async function readWithHvamp({ path }) {
  const began = performance.now()
  const ratings = await readRatings(path)
  const read = performance.now()
  const kept = filterInteractions(binarize(ratings, { atLeast: 4 }), { minUserInteractions: 5 })
  const seconds = (performance.now() - began) / 1000
  return {
    seconds,
    readSeconds: (read - began) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    users: kept.userCount,
    items: kept.itemCount,
    entries: kept.items.length,
    digest: digestOf(kept),
  }
}
