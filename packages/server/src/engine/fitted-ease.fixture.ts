import { syntheticInteractions } from '@hvamp/data'
import { ease, type Recommender } from '@hvamp/models'

/** A model that computes without a backend, of 40 items numbered from 1. */
export async function fittedEase(seed = 1): Promise<Recommender> {
  const model = ease({ l2: 10 })
  await model.fit(syntheticInteractions({ users: 150, items: 40, interactionsPerUser: 8, seed }).interactions)
  return model
}
