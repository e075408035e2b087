import { blendDefinition } from '../definitions/blend'
import type { ItemPopularity } from '../recommender/item-popularity'
import type { FitOptions, Recommender } from '../recommender/recommender'
import { requireFitOptions } from '../recommender/require-fit-options'
import type { TrainingData } from '../recommender/training-data'
import { blendState } from './blend-state'
import { partScores, weightedSum } from './part-scores'
import { requireModels, requireWeights } from './require-parts'

const { name } = blendDefinition

/** What a restored blend knows beside its parts. */
interface Kept {
  readonly popularity?: ItemPopularity | undefined
}

/**
 * One recommender out of several: the score of an item is the weighted sum of the models' scores, each as a z-score over the items
 * outside the history (CombSUM of Fox and Shaw, "Combination of Multiple Searches", TREC-2 1994, with the normalisation of Renda and
 * Straccia, "Web Metasearch: Rank vs. Score Based Rank Aggregation Methods", SAC 2003).
 *
 * Models whose scores are probabilities, sums of evidence or ratings count alike by that. Scores of −∞ stay what they are; a
 * model that scores all items of a user alike has no say for that user. `blendWeights` finds weights on validation users.
 *
 * The models belong to the blend, and `dispose` frees them. `fit` fits each of them on the same data with the same options; one
 * that is stopped leaves the models before it fitted. A blend has no vectors, for those of its models mean different things.
 *
 * @param models two or more, fitted on the same items, or none of them fitted yet
 * @param weights one for each model, 0 or more, not all 0; only their ratios matter
 * @throws if the models have different items, or there is not a weight for each
 * @example const both = blend([model, neighbours], [0.6, 0.4]); await evaluate(both, test, [ndcg(100)])
 */
export function blend(models: readonly Recommender[], weights: readonly number[]): Recommender {
  return blendOf(models, weights, {})
}

/** A blend, also one that was saved. */
export function blendOf(models: readonly Recommender[], weights: readonly number[], kept: Kept): Recommender {
  requireModels(name, models)
  requireWeights(name, models.length, weights)
  const used = models.filter((_, i) => weights[i]! > 0)
  const usedWeights = weights.filter((weight) => weight > 0)
  let { popularity } = kept
  return {
    name,
    scale: 'amount',
    get itemIds() {
      return models[0]!.itemIds
    },
    get popularity() {
      return popularity ?? models.find((model) => model.popularity)?.popularity
    },
    async fit(train: TrainingData, options: FitOptions = {}) {
      requireFitOptions(`${name}.fit`, options)
      for (const option of ['from', 'checkpoints', 'resume'] as const) {
        if (options[option] !== undefined) {
          throw new Error(
            `${name}.fit: must come without ${option}, which each model has for itself: fit it alone`,
          )
        }
      }
      popularity = undefined
      for (const model of models) {
        const { stopped } = await model.fit(train, options)
        if (stopped === 'aborted') return { epochs: [], bestEpoch: undefined, stopped }
      }
      return { epochs: [], bestEpoch: undefined, stopped: 'epochs' }
    },
    async score(histories) {
      return weightedSum(await partScores(name, used, histories), usedWeights)
    },
    async state() {
      const states = []
      for (const model of models) states.push(await model.state())
      return { ...blendState(states, weights), popularity: this.popularity }
    },
    dispose() {
      for (const model of models) model.dispose()
    },
  }
}
