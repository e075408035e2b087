import { firstDifference } from '@hvamp/data'
import type { Recommender } from '../recommender/recommender'

/**
 * @param where prefix of error messages
 * @throws if there are less than two models, some are fitted and some are not, or they have different items
 */
export function requireModels(where: string, models: readonly Pick<Recommender, 'name' | 'itemIds'>[]): void {
  if (models.length < 2) throw new Error(`${where}: models must be at least 2, got ${models.length}`)
  const twice = models.find((model, i) => models.indexOf(model) < i)
  if (twice) throw new Error(`${where}: models must differ, got the same ${twice.name} twice`)
  const [first, ...rest] = models
  for (const { name, itemIds } of rest) {
    const { length } = first!.itemIds
    if (itemIds.length !== length) {
      throw new Error(
        `${where}: models must have the same items, got ${length} of ${first!.name} and ${itemIds.length} of ${name}`,
      )
    }
    const at = firstDifference(itemIds, first!.itemIds)
    if (at >= 0) {
      throw new Error(
        `${where}: models must number their items alike, got '${first!.itemIds[at]}' of ${first!.name} and '${itemIds[at]}' of ${name} as ${at}`,
      )
    }
  }
}

/**
 * @param where prefix of error messages
 * @throws if there is not a weight for each model, or a weight is negative or not finite, or all are 0
 */
export function requireWeights(where: string, models: number, weights: readonly number[]): void {
  if (weights.length !== models) {
    throw new Error(`${where}: weights must be ${models}, one for each model, got ${weights.length}`)
  }
  const wrong = weights.find((weight) => !(Number.isFinite(weight) && weight >= 0))
  if (wrong !== undefined) throw new Error(`${where}: weights must be finite and at least 0, got ${wrong}`)
  if (weights.every((weight) => weight === 0)) {
    throw new Error(`${where}: weights must not all be 0, got ${weights.join(', ')}`)
  }
}
