import { random, requireCount, requireKnown } from '@hvamp/random'
import type { Ids, Interactions } from '../interactions/interactions'
import { interactionsBuilder } from '../interactions/interactions-builder'
import { cumulativeDraw } from './cumulative-draw'
import { drawTastes } from './tastes'

export interface SyntheticOptions {
  readonly users?: number | undefined
  readonly items?: number | undefined
  readonly tastes?: number | undefined
  /** Mean over users; at most a quarter of the items. */
  readonly interactionsPerUser?: number | undefined
  /** Share of a user's interactions with liked items, rated 4 or 5; the rest is rated 1 to 3. */
  readonly likedShare?: number | undefined
  /** How steeply popularity falls: (rank + 1)^−exponent. */
  readonly popularityExponent?: number | undefined
  /** How far tastes differ: 0 makes them all the same. */
  readonly tasteStrength?: number | undefined
  readonly seed?: number | undefined
}

export interface SyntheticData {
  readonly interactions: Interactions
  /**
   * Probability of each item, in the order of `itemIds`, to be the next one this user likes; 0 for an unknown item.
   *
   * @param itemIds by default those of `interactions`
   * @throws if there is no such user
   */
  probabilities(userId: string, itemIds?: Ids): Float64Array
  /** Ranks by the true probabilities: no model can be expected to rank better. */
  readonly oracle: {
    readonly name: string
    /** [users, items] of the histories, row by row. @throws if a user is not from this data */
    score(histories: Interactions): Promise<Float32Array>
  }
}

const MOST = 4 // at most a quarter of the items is liked, and at most as many disliked
const FEWEST_LIKED = 5
const SPREAD = 0.6 // of the logarithm of a user's number of interactions
const FIVE_STARS = 0.4 // of what is liked
const TRIES = 50 // for each interaction
const byLowStars = cumulativeDraw(Float64Array.of(0.15, 0.3, 0.55)) // 1, 2, 3 stars, of what is not liked

/**
 * Made-up star ratings of users with known true preferences.
 *
 * A user is a mixture of a few tastes, a taste a distribution over Zipf-popular items. Liked items are drawn from the
 * mixture, without replacement, and get 4 or 5 stars; disliked items are drawn from the rest by popularity alone and get 1
 * to 3. So after `binarize(…, { atLeast: 4 })` no model ranks better, on average, than the oracle.
 *
 * Users are '1', '2', …; items too, in random order. Items without interactions are not in the result.
 *
 * @throws if an option is unknown or out of range
 * @example const { interactions, oracle } = syntheticInteractions({ users: 2000, items: 500, seed: 1 })
 */
export function syntheticInteractions(options: SyntheticOptions = {}): SyntheticData {
  requireKnown('syntheticInteractions: options', options, {
    ...{ users: true, items: true, tastes: true, interactionsPerUser: true, likedShare: true },
    ...{ popularityExponent: true, tasteStrength: true, seed: true },
  })
  const {
    users = 2000,
    items = 500,
    tastes = 8,
    interactionsPerUser = 40,
    likedShare = 0.6,
    popularityExponent = 0.8,
    tasteStrength = 2,
    seed = 1,
  } = options
  const counts = { users, items, tastes }
  for (const [name, count] of Object.entries(counts)) {
    requireCount(`syntheticInteractions: ${name}`, count)
  }
  requireIn('interactionsPerUser', interactionsPerUser, 1, items / MOST)
  requireIn('likedShare', likedShare, 0, 1)
  requireIn('popularityExponent', popularityExponent, 0, 5)
  requireIn('tasteStrength', tasteStrength, 0, 5)

  const noise = random(seed).fork('synthetic')
  const { popularity, likings, mixtureOf } = drawTastes(noise.fork('tastes'), {
    items,
    tastes,
    popularityExponent,
    tasteStrength,
  })
  const byPopularity = cumulativeDraw(popularity)
  const byTaste = likings.map(cumulativeDraw)
  const itemOfRank = noise.fork('items').permutation(items)
  const rankOf = new Map(Array.from(itemOfRank, (item, rank) => [`${item + 1}`, rank]))

  const builder = interactionsBuilder({ values: true })
  for (let user = 1; user <= users; user++) {
    const own = noise.fork('users').fork(user)
    const byMixture = cumulativeDraw(mixtureOf(user))
    const wanted = interactionsPerUser * Math.exp(SPREAD * own.normals(1)[0]! - SPREAD ** 2 / 2)
    const most = Math.floor(items / MOST)
    const likedCount = Math.min(most, Math.max(FEWEST_LIKED, Math.round(wanted * likedShare)))
    const otherCount = Math.min(most, Math.round(wanted * (1 - likedShare)))

    const ranks = new Set<number>()
    const liked = drawDistinct(likedCount, ranks, () => byTaste[byMixture(own)]!(own))
    const others = drawDistinct(otherCount, ranks, () => byPopularity(own))
    const all = [
      ...liked.map((rank) => ({ rank, stars: own.uniform() < FIVE_STARS ? 5 : 4 })),
      ...others.map((rank) => ({ rank, stars: 1 + byLowStars(own) })),
    ]
    const userIndex = builder.users.indexOf(`${user}`)
    for (const at of own.permutation(all.length)) {
      const { rank, stars } = all[at]!
      builder.add(userIndex, builder.items.indexOf(`${itemOfRank[rank]! + 1}`), stars)
    }
  }
  const interactions = builder.build()

  function probabilities(userId: string, itemIds: Ids = interactions.itemIds): Float64Array {
    const user = Number(userId)
    if (!Number.isInteger(user) || user < 1 || user > users) {
      throw new Error(`syntheticInteractions: userId must be one of '1' to '${users}', got '${userId}'`)
    }
    const result = new Float64Array(itemIds.length)
    const mixture = mixtureOf(user)
    const ranks = itemIds.map((id) => rankOf.get(id) ?? -1)
    for (let taste = 0; taste < tastes; taste++) {
      const [weight, liking] = [mixture[taste]!, likings[taste]!]
      for (let i = 0; i < ranks.length; i++) result[i]! += weight * (liking[ranks[i]!] ?? 0)
    }
    return result
  }

  return {
    interactions,
    probabilities,
    oracle: {
      name: 'oracle',
      async score({ userIds, itemIds }) {
        const scores = new Float32Array(userIds.length * itemIds.length)
        userIds.forEach((id, row) => {
          scores.set(probabilities(id, itemIds), row * itemIds.length)
        })
        return scores
      },
    },
  }
}

/** Draws up to `count` numbers that are not in `taken` and adds them to it; fewer where new ones are too rare. */
function drawDistinct(count: number, taken: Set<number>, draw: () => number): number[] {
  const drawn: number[] = []
  for (let tries = 0; drawn.length < count && tries < TRIES * count; tries++) {
    const number = draw()
    if (taken.has(number)) continue
    taken.add(number)
    drawn.push(number)
  }
  return drawn
}

function requireIn(what: string, value: number, lowest: number, highest: number): void {
  if (!(value >= lowest && value <= highest)) {
    throw new Error(`syntheticInteractions: ${what} must be in [${lowest}, ${highest}], got ${value}`)
  }
}
