import type { Random } from '@hvamp/random'

/** Distributions of tastes over items, and of users over tastes. */
export interface Tastes {
  /** Popularity of each item, Zipf: (rank + 1)^−exponent, scaled to sum 1. */
  readonly popularity: Float64Array // [items]
  /** For each taste, the probability of each item to be liked next: popularity · e^(strength · normal), scaled to sum 1. */
  readonly likings: readonly Float64Array[] // [tastes] of [items]
  /** A user's weights of the tastes: the softmax of sharpened normal draws. Depends only on the user and the seed. */
  mixtureOf(user: number): Float64Array // [tastes]
}

const SHARPNESS = 3 // of a user's mixture: a few tastes have most of the weight

/** Tastes drawn at random, items in order of popularity. */
export function drawTastes(
  noise: Random,
  options: { items: number; tastes: number; popularityExponent: number; tasteStrength: number },
): Tastes {
  const { items, tastes, popularityExponent, tasteStrength } = options
  const popularity = scaled(
    Float64Array.from({ length: items }, (_, rank) => (rank + 1) ** -popularityExponent),
  )
  const likings = Array.from({ length: tastes }, (_, taste) => {
    const leanings = noise.fork('likings').fork(taste).normals(items)
    return scaled(popularity.map((share, item) => share * Math.exp(tasteStrength * leanings[item]!)))
  })
  return {
    popularity,
    likings,
    mixtureOf(user) {
      const leanings = noise.fork('mixtures').fork(user).normals(tastes)
      return scaled(Float64Array.from(leanings, (leaning) => Math.exp(SHARPNESS * leaning)))
    },
  }
}

function scaled(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
