import { areInBlocks } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import { ndcg } from '@hvamp/metrics'
import { constant, type KlSchedule, klScheduleFrom, type TrainOptions } from '@hvamp/training'
import { z } from 'zod'
import { evaluate } from '../evaluation/evaluate'
import { requireHeldOutUsers, requireSomethingHeldOut } from '../evaluation/held-out-users'
import type { Ranker } from '../evaluation/rank-batches'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { FitOptions } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'
import type { TrainingData } from '../recommender/training-data'
import { batchesInMemory, batchesOfBlocks } from './block-batches'
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
 * Without validation users all epochs are run.
 *
 * @throws if an option is out of its limits, the validation users have other items, or none has anything held out
 */
export function trainOptions(
  model: TrainedModel,
  interactions: TrainingData,
  rows: RowMaker,
  {
    batchSize = 200,
    epochs = 400,
    klWeight = constant(1),
    validation,
    validationMetric = ndcg(100),
    fingerprint,
    ...loop
  }: FitOptions,
): TrainOptions<SparseRows> & { readonly epochs: number; readonly klWeight: KlSchedule } {
  const where = `${model.name}.fit`
  checked(rules, { batchSize, epochs }, where)
  if (loop.patience !== undefined && !validation) {
    throw new Error(`${where}: patience must come with validation, got none`)
  }
  if (validation) {
    requireHeldOutUsers(`${where}: validation`, validation)
    requireSomethingHeldOut(`${where}: validation`, validation)
    requireModelItems(`${where}: validation`, interactions.itemIds, validation.foldIn)
  }
  const { userCount, itemCount } = interactions
  const blocks = areInBlocks(interactions) ? interactions.blocks.length : 1
  const batches = areInBlocks(interactions)
    ? batchesOfBlocks(interactions, rows, batchSize)
    : batchesInMemory(interactions, rows, batchSize)
  const batchCount = Math.ceil(userCount / batchSize)
  const schedule = klScheduleFrom(klWeight)
  return {
    ...loop,
    epochs,
    klWeight: schedule,
    batchCount,
    exampleCount: ({ rowCount }) => rowCount,
    batches: (_epoch, noise) => batches(noise),
    ...(validation && {
      validate: async () => {
        const { metrics } = await evaluate(model, validation, [validationMetric])
        return metrics[validationMetric.name]!.mean
      },
    }),
    fingerprint: {
      ...fingerprint,
      model: { name: model.name, ...model.options },
      data: {
        users: userCount,
        items: itemCount,
        interactions: areInBlocks(interactions) ? interactions.interactionCount : interactions.items.length,
        ...(blocks > 1 && { blocks }), // the order of users follows from them
      },
      batchSize,
      validation: validation && { users: validation.foldIn.userCount, metric: validationMetric.name },
    },
  }
}
