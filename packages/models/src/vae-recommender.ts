import type { Interactions } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import { ndcg } from '@hvamp/metrics'
import { disposeWeights, readWeights } from '@hvamp/tensors'
import { train, warmUp } from '@hvamp/training'
import { tidy } from '@tensorflow/tfjs-core'
import type { Autoencoder } from './autoencoder'
import { evaluate } from './evaluate'
import type { FitOptions, ModelState, Recommender } from './recommender'
import { rowsOf } from './rows'

export interface VaeRecommenderOptions {
  /** Name and options by which `loadModel` makes the network again. */
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  readonly network: Autoencoder
  readonly items: number
  readonly itemIds?: readonly string[]
}

/** A recommender out of any autoencoder: shuffled batches of users, the training loop, posterior means for scores. */
export function vaeRecommender({
  name,
  options,
  network,
  items,
  itemIds = [],
}: VaeRecommenderOptions): Recommender {
  let ids = itemIds

  async function score(histories: Interactions): Promise<Float32Array> {
    if (histories.itemCount !== items) {
      throw new Error(`${name}: histories must have the model's ${items} items, got ${histories.itemCount}`)
    }
    const logits = tidy(() => network.logits(rowsOf(histories, allUsers(histories))))
    try {
      return (await logits.data()) as Float32Array
    } finally {
      logits.dispose()
    }
  }

  const self: Recommender = {
    name,
    get itemIds() {
      return ids
    },
    async fit(interactions, fitOptions = {}) {
      if (interactions.itemCount !== items) {
        throw new Error(
          `${name}.fit: interactions must have the model's ${items} items, got ${interactions.itemCount}`,
        )
      }
      if (interactions.userCount === 0)
        throw new Error(`${name}.fit: interactions must have at least one user, got 0`)
      ids = interactions.itemIds
      return train(network, trainingOptions(self, options, interactions, fitOptions))
    },
    score,
    async state(): Promise<ModelState> {
      return { model: name, options, itemIds: ids, arrays: await readWeights(network.weights) }
    },
    dispose: () => disposeWeights(network.weights),
  }
  return self
}

function trainingOptions(
  model: Recommender,
  modelOptions: Readonly<Record<string, unknown>>,
  interactions: Interactions,
  options: FitOptions,
) {
  const {
    batchSize = 200,
    validation,
    validationMetric = ndcg(100),
    klWeight = warmUp({ to: 0.3, epochs: 100 }),
    ...loop
  } = options
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new Error(`${model.name}.fit: batchSize must be a positive integer, got ${batchSize}`)
  }
  return {
    ...loop,
    klWeight,
    batchCount: Math.ceil(interactions.userCount / batchSize),
    exampleCount: ({ rowCount }: SparseRows) => rowCount,
    fingerprint: {
      model: { name: model.name, ...modelOptions },
      data: { users: interactions.userCount, interactions: interactions.items.length },
      batchSize,
      validation: validation && { users: validation.foldIn.userCount, metric: validationMetric.name },
    },
    *batches(_epoch: number, noise: { permutation(count: number): Int32Array }) {
      const order = noise.permutation(interactions.userCount)
      for (let start = 0; start < order.length; start += batchSize) {
        yield rowsOf(interactions, order.subarray(start, start + batchSize))
      }
    },
    ...(validation && {
      validate: async () => {
        const { metrics } = await evaluate(model, validation, [validationMetric])
        return metrics[validationMetric.name]!.mean
      },
    }),
  }
}

function allUsers({ userCount }: Interactions): Int32Array {
  return Int32Array.from({ length: userCount }, (_, user) => user)
}
