import type { Interactions } from '@hvamp/data'
import { rankUnseen, type SparseRows } from '@hvamp/layers'
import { ndcg } from '@hvamp/metrics'
import type { Random } from '@hvamp/random'
import { disposeWeights, readWeights } from '@hvamp/tensors'
import { type TrainOptions, train, warmUp } from '@hvamp/training'
import {
  argMax,
  dispose,
  div,
  greater,
  mul,
  type Tensor2D,
  tensor1d,
  tidy,
  where,
} from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { evaluate } from '../evaluation/evaluate'
import { checked } from '../recommender/checked'
import { defaultHalfLife, type ItemPopularity, itemPopularity } from '../recommender/item-popularity'
import { count } from '../recommender/option-rules'
import type { FitOptions, Recommender } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'
import { allRows, rowsOf, type UserRows } from '../recommender/rows'
import { isLogarithmic, type ScoreScale } from '../recommender/score-scale'
import type { RowNetwork } from './autoencoder'

const rules = z.object({ batchSize: count })

/** What `fit` does where it is not told. */
export type FitDefaults = Pick<FitOptions, 'epochs' | 'batchSize' | 'klWeight' | 'optimizer'>

/** What a network is given of interactions. */
export interface RowMaker {
  /** Of some users, in this order. */
  some(train: Interactions, users: ArrayLike<number>): UserRows
  all(histories: Interactions): SparseRows
}

const binaryRows: RowMaker = { some: rowsOf, all: allRows }

export interface VaeRecommenderOptions {
  /** Name and options by which `restore` makes the network again. */
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  readonly network: RowNetwork
  /** Number of items that the network was made for. */
  readonly items: number
  /** What its logits are: 'logProbability' by default, as under a multinomial likelihood. */
  readonly scale?: ScoreScale | undefined
  /** Makes rows of some users that it is trained on, or of all histories that it is asked about: binary by default. */
  readonly rows?: RowMaker | undefined
  /** Sets weights that start from the data: called when the first fit begins. */
  readonly startFrom?: ((train: Interactions) => void) | undefined
  /** Ids of the items, where the network is trained already. */
  readonly itemIds?: readonly string[] | undefined
  /** Counts of the items in the data that it was trained on. */
  readonly popularity?: ItemPopularity | undefined
  /** How it is fitted by default, where not as the paper's models are. */
  readonly fitDefaults?: FitDefaults | undefined
}

/**
 * A recommender out of any autoencoder: shuffled batches of users, the training loop, posterior means for scores.
 *
 * The network belongs to it: `dispose` frees it.
 *
 * @example vaeRecommender({ name: 'mine', options: {}, network: autoencoder({ … }), items: train.itemCount })
 */
export function vaeRecommender({
  name,
  options,
  network,
  items,
  scale = 'logProbability',
  rows = binaryRows,
  startFrom,
  itemIds = [],
  popularity,
  fitDefaults = {},
}: VaeRecommenderOptions): Recommender {
  let ids = itemIds
  let counted = popularity

  function requireFitted(what: string): void {
    if (ids.length === 0) throw new Error(`${name}: must be fitted before it is ${what}`)
  }

  async function computed(histories: Interactions, compute: (rows: SparseRows) => Tensor2D) {
    requireFitted('asked for scores')
    requireModelItems(name, ids, histories)
    const result = compute(rows.all(histories))
    try {
      return { shape: result.shape, values: (await result.data()) as Float32Array }
    } finally {
      result.dispose()
    }
  }

  async function located(locate: NonNullable<RowNetwork['locate']>, histories: Interactions) {
    requireFitted('asked for latents')
    requireModelItems(name, ids, histories)
    const { means, components } = tidy(() => {
      const { means, responsibilities } = locate(rows.all(histories))
      return { means, ...(responsibilities && { components: argMax(responsibilities, 1) }) }
    })
    try {
      return {
        means: { shape: means.shape, values: (await means.data()) as Float32Array },
        ...(components && { components: (await components.data()) as Int32Array }),
      }
    } finally {
      dispose(components ? [means, components] : means)
    }
  }

  const self: Recommender = {
    name,
    scale,
    get itemIds() {
      return ids
    },
    get popularity() {
      return counted
    },
    async fit(interactions, { halfLife = defaultHalfLife, ...fitOptions } = {}) {
      const where = `${name}.fit`
      if (interactions.itemCount !== items) {
        throw new Error(
          `${where}: interactions must have the model's ${items} items, got ${interactions.itemCount}`,
        )
      }
      if (ids.length > 0) requireModelItems(where, ids, interactions)
      if (interactions.userCount === 0) {
        throw new Error(`${where}: interactions must have at least one user, got 0`)
      }
      const trainOptions = trainOptionsOf(self, options, interactions, rows, {
        ...overridden(fitDefaults, fitOptions),
        optimizer: overridden(fitDefaults.optimizer ?? {}, fitOptions.optimizer ?? {}),
      })
      if (ids.length === 0) startFrom?.(interactions)
      network.learnFrom?.({
        count: interactions.userCount,
        rows: (numbers) => rows.some(interactions, numbers),
      })
      const counts = itemPopularity(interactions, halfLife, where)
      const before = ids
      ids = interactions.itemIds // validation scores while training runs
      try {
        const report = await train(network, trainOptions)
        counted = counts
        return report
      } catch (error) {
        ids = before
        throw error
      }
    },
    async score(histories) {
      return (await computed(histories, network.logits)).values
    },
    async rank(histories, { count, seen, allowed, weights }) {
      requireFitted('asked for scores')
      requireModelItems(name, ids, histories)
      const given = rows.all(histories)
      const ranking = tidy(() => ({
        ...rankUnseen(
          multiplied(network.logits(given), weights, scale),
          seen === 'exclude' ? given : none(given),
          count,
          { allowed, offsets: isLogarithmic(scale) ? weights?.map(Math.log) : undefined },
        ),
      }))
      try {
        return {
          items: (await ranking.items.data()) as Int32Array,
          scores: (await ranking.scores.data()) as Float32Array,
        }
      } finally {
        dispose([ranking.items, ranking.scores])
      }
    },
    embed: (histories) => computed(histories, network.embed),
    ...(network.locate && { locate: (histories: Interactions) => located(network.locate!, histories) }),
    async state() {
      requireFitted('saved')
      const arrays = await readWeights(network.weights)
      return { model: name, options, itemIds: ids, arrays, popularity: counted }
    },
    dispose: () => disposeWeights(network.weights),
  }
  return self
}

/** The defaults, but for what the options have a value for. */
function overridden<T extends object>(defaults: Partial<T>, options: T): T {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...defaults, ...Object.fromEntries(given) } as T
}

/** Scores of [rows, items] times the items' weights, if that is how the scale takes them: the same as `weighScores` does. */
function multiplied(scores: Tensor2D, weights: Float32Array | undefined, scale: ScoreScale): Tensor2D {
  if (!weights || isLogarithmic(scale)) return scores
  const factors = tensor1d(weights)
  return where<Tensor2D>(greater(scores, 0), mul<Tensor2D>(scores, factors), div<Tensor2D>(scores, factors))
}

/** As many rows, with nothing in them. */
function none(rows: SparseRows): SparseRows {
  const [offsets, columns, values] = [
    new Int32Array(rows.rowCount + 1),
    new Int32Array(0),
    new Float32Array(0),
  ]
  return { ...rows, offsets, columns, values }
}

function trainOptionsOf(
  model: Recommender,
  modelOptions: VaeRecommenderOptions['options'],
  interactions: Interactions,
  rows: RowMaker,
  {
    batchSize = 200,
    validation,
    validationMetric = ndcg(100),
    klWeight = warmUp({ to: 0.3, epochs: 100 }),
    fingerprint,
    ...loop
  }: FitOptions,
): TrainOptions<SparseRows> {
  const where = `${model.name}.fit`
  checked(rules, { batchSize }, where)
  if (validation) requireModelItems(`${where}: validation`, interactions.itemIds, validation.foldIn)
  const { userCount, itemCount, items } = interactions
  return {
    ...loop,
    klWeight,
    batchCount: Math.ceil(userCount / batchSize),
    exampleCount: ({ rowCount }) => rowCount,
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
      model: { name: model.name, ...modelOptions },
      data: { users: userCount, items: itemCount, interactions: items.length },
      batchSize,
      validation: validation && { users: validation.foldIn.userCount, metric: validationMetric.name },
    },
  }
}
