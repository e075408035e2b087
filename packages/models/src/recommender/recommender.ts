import type { HeldOutUsers, Interactions } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import type { Metric } from '@hvamp/metrics'
import type { NamedArray, NamedArrays } from '@hvamp/tensors'
import type { TrainingReport, TrainOptions } from '@hvamp/training'
import type { ItemPopularity } from './item-popularity'
import type { ScoreScale } from './score-scale'
import type { TrainingData } from './training-data'

/** Options of the training loop that a recommender sets itself. */
type OwnedByRecommender = 'batches' | 'batchCount' | 'exampleCount' | 'validate'

/**
 * How a recommender is fitted: the options of the training loop, and users to validate by. Defaults are those of the
 * model's definition, which for the paper's models are the paper's; `patience` has a default only with validation users.
 *
 * A model without epochs, such as popularity, heeds `signal` and `onEvent` alone.
 */
export interface FitOptions extends Omit<TrainOptions<SparseRows>, OwnedByRecommender> {
  /** Users in a batch: 200 by default. */
  readonly batchSize?: number | undefined
  /** Users to choose the best epoch by; without them the weights of the last epoch stay. */
  readonly validation?: HeldOutUsers | undefined
  /** Metric on the validation users; NDCG@100 by default. */
  readonly validationMetric?: Metric | undefined
  /** Days after which an interaction counts half in the items' recent counts, where there are times: 30 by default. */
  readonly halfLife?: number | undefined
  /**
   * An earlier model to start from, such as yesterday's: `await earlier.state()`. Weights are kept by the ids of the items; new items
   * start as in a fresh model, and items that the data no longer has are dropped (`withItems` of @hvamp/data keeps them). Of
   * training users nothing is kept, and the optimizer starts anew. Without `klWeight`, β has no warm-up then.
   *
   * For models that are trained in epochs; the others refuse it.
   */
  readonly from?: ModelState | undefined
}

/** A fitted recommender as data, ready to be written to files. */
export interface ModelState {
  /** Name of the model, by which `restore` finds it. */
  readonly model: string
  readonly options: Readonly<Record<string, unknown>>
  readonly itemIds: readonly string[]
  /** Number of training users, of a network that was built for them. */
  readonly users?: number | undefined
  readonly arrays: NamedArrays
  /** Absent in states that were saved before models kept it. */
  readonly popularity?: ItemPopularity | undefined
}

/** How many items are ranked, and whether items of the history are excluded. */
export interface RankOptions {
  /** At most as many as there are items. */
  readonly count: number
  readonly seen: 'exclude' | 'keep'
  /** Which may be ranked: [items], 1 for each that may; all by default. */
  readonly allowed?: Uint8Array | undefined
  /** Positive weights of the items: [items], applied as the scale of the scores says; 1 by default. */
  readonly weights?: Float32Array | undefined
  /** [items]: every item once. Of equal scores the item that is earlier here ranks first; by default, the lower number. */
  readonly order?: Int32Array | undefined
}

/** The best items of some histories, best first: [users, count] row by row. */
export interface RankedItems {
  /** −1 past the end of a list that has fewer. */
  readonly items: Int32Array
  readonly scores: Float32Array
}

/** Where histories lie in the latents at the top of a model's hierarchy. */
export interface LocatedHistories {
  readonly means: NamedArray // [users, latent], of the posterior
  /** For each the component of the prior with the greatest share in it, such as a pseudo-input, where the prior is a mixture. */
  readonly components?: Int32Array
}

/** Anything that learns from interactions and scores items for any user, seen in training or not. */
export interface Recommender {
  readonly name: string
  /** Ids of the items in the order of the scores; empty before `fit`. */
  readonly itemIds: readonly string[]
  /** What its scores are: 'amount' where it does not say. */
  readonly scale?: ScoreScale
  /** Counts of the items in the data of the last fit; undefined before it, or where the model does not keep them. */
  readonly popularity?: ItemPopularity | undefined
  /**
   * Values are ignored (each interaction counts as 1) except by rating models, which need them. A network is built at the
   * first fit, or takes its weights from an earlier model, and later fits go on from its weights; the other models learn anew.
   *
   * Networks read blocks of users one at a time: from the same seed the result is that of interactions in memory, bit for bit, if
   * one block holds all; of more blocks, the blocks and then the users of each are shuffled. The other models but popularity refuse blocks.
   */
  fit(train: TrainingData, options?: FitOptions): Promise<TrainingReport>
  /**
   * Scores of all items for each history: higher is better, [users, items] row by row, in an array of the caller's own.
   *
   * Meant for one batch: see `evaluate` and `recommend` for more.
   *
   * @throws if the histories are not numbered by the model's items (see `alignHistories` of @hvamp/data)
   */
  score(histories: Interactions): Promise<Float32Array>
  /**
   * The best items of each history, if the model can find them without handing all scores over.
   *
   * Meant for one batch, like `score`; `evaluate` and `recommend` use it.
   */
  rank?(histories: Interactions, options: RankOptions): Promise<RankedItems>
  /** A vector for each history, [users, size], if the model has vectors: users with close vectors like the same items. */
  embed?(histories: Interactions): Promise<NamedArray>
  /**
   * What each item of one history contributes to the scores of some items: [items, history], where the model's scores are sums
   * of such parts. Of each item they add up to its score, but for a part that no history changes.
   */
  contributions?(history: Interactions, items: Int32Array): Promise<Float32Array>
  /** A vector for each item, [items, size], where the model has such: items with close vectors are liked by the same users. */
  itemVectors?(): Promise<NamedArray>
  /** How alike each of some items is to all items, [asked, items], where the model keeps each item's neighbours. */
  neighbourhood?(items: Int32Array): Promise<Float32Array>
  /** Where each history lies in the top latents, to draw a map of them; undefined if a fitted model has no latents, and before `fit`. */
  locate?: ((histories: Interactions) => Promise<LocatedHistories>) | undefined
  /** All that `restore` needs to make this recommender again. */
  state(): Promise<ModelState>
  /** Frees its tensors; a model of tensors cannot be used afterwards. */
  dispose(): void
}
