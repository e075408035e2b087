import { interactionsFrom } from '@hvamp/data'
import { matrixFactorization, type Recommender } from '@hvamp/models'

/** Ratings of items numbered from 1 by users who like either the even ones or the odd ones. */
export const ratedByParity: readonly { user: string; item: string; value: number }[] = Array.from(
  { length: 40 },
  (_, user) =>
    Array.from({ length: 12 }, (_, i) => {
      const item = ((user * 7 + i * 5) % 30) + 1
      return { user: `u${user}`, item: `${item}`, value: item % 2 === user % 2 ? 5 : 1 }
    }),
).flat()

/** A model of these ratings, which computes without a backend. */
export async function fittedRatings(): Promise<Recommender> {
  const model = matrixFactorization({ factors: 2 })
  await model.fit(interactionsFrom(ratedByParity))
  return model
}
