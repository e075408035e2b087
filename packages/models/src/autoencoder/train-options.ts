import type { Interactions } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import { ndcg } from '@hvamp/metrics'
import type { Random } from '@hvamp/random'
import { constant, klScheduleFrom, type TrainOptions } from '@hvamp/training'
import { z } from 'zod'
import { evaluate } from '../evaluation/evaluate'
import type { Ranker } from '../evaluation/rank-batches'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { FitOptions } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'
import { epochsOfWarmUp } from './fit-options'
import type { RowMaker } from './row-maker'

const rules = z.object({ batchSize: count, epochs: count })

/** The model that is trained, as its training sees it. */
export interface TrainedModel extends Ranker {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * The options of the training loop for a network: shuffled batches of users, and validation by ranking.
 *
 * Without validation users all epochs are run. Epochs count towards `patience` from the end of the warm-up on.
 *
 * @throws if an option is out of its limits, or the validation users have other items
 */
export function trainOptions(
  model: TrainedModel,
  interactions: Interactions,
  rows: RowMaker,
  {
    batchSize = 200,
    epochs = 400,
    klWeight = constant(1),
    patienceFrom,
    validation,
    validationMetric = ndcg(100),
    fingerprint,
    ...loop
  }: FitOptions,
): TrainOptions<SparseRows> {
  const where = `${model.name}.fit`
  checked(rules, { batchSize, epochs }, where)
  if (loop.patience !== undefined && !validation) {
    throw new Error(`${where}: patience must come with validation, got none`)
  }
  if (validation) requireModelItems(`${where}: validation`, interactions.itemIds, validation.foldIn)
  const { userCount, itemCount, items } = interactions
  const batchCount = Math.ceil(userCount / batchSize)
  const schedule = klScheduleFrom(klWeight)
  return {
    ...loop,
    epochs,
    klWeight: schedule,
    batchCount,
    exampleCount: ({ rowCount }) => rowCount,
    patienceFrom: patienceFrom ?? epochsOfWarmUp(schedule, { epochs, batchCount }),
    *batches(_epoch: number, noise: Random) {
      const order = noise.permutation(userCount)
      for (let start = 0; start < userCount; start += batchSize) {
        yield rows.some(interactions, order.subarray(start, start + batchSize))
      }
    },
    ...(validation && {
      validate: async () => {
        const { metrics } = await evaluate(model, validation, [validationMetric])
        return metrics[validationMetric.name]!.mean
      },
    }),
    fingerprint: {
      ...fingerprint,
      model: { name: model.name, ...model.options },
      data: { users: userCount, items: itemCount, interactions: items.length },
      batchSize,
      validation: validation && { users: validation.foldIn.userCount, metric: validationMetric.name },
    },
  }
}
