import type { HeldOutUsers, Interactions } from '@hvamp/data'
import type { Metric } from '@hvamp/metrics'
import type { AdamOptions, CheckpointStore, KlSchedule, TrainingEvent, TrainingReport } from '@hvamp/training'
import type { NamedArrays } from '@hvamp/tensors'

/** How a recommender is trained; a model without epochs reads only `train`. Defaults are the paper's. */
export interface FitOptions {
  readonly epochs?: number
  readonly batchSize?: number
  /** β of each step; `warmUp({ to: 0.3, epochs: 100 })` by default. */
  readonly klWeight?: KlSchedule
  /** Users to choose the best epoch by; without them the last epoch counts. */
  readonly validation?: HeldOutUsers
  /** Metric on the validation users; NDCG@100 by default. */
  readonly validationMetric?: Metric
  /** Epochs without a better validation metric after which training stops. */
  readonly patience?: number
  /** Epoch from which patience counts, such as the end of the warm-up. */
  readonly patienceFrom?: number
  readonly optimizer?: AdamOptions
  readonly seed?: number
  readonly signal?: AbortSignal
  readonly onEvent?: (event: TrainingEvent) => void
  readonly checkpoints?: CheckpointStore
  readonly checkpointSeconds?: number
  readonly resume?: boolean
}

/** What a fitted recommender is, ready to be written to files. */
export interface ModelState {
  /** Name of the model, by which loading finds it. */
  readonly model: string
  readonly options: Readonly<Record<string, unknown>>
  readonly itemIds: readonly string[]
  readonly arrays: NamedArrays
}

/** Anything that learns from interactions and scores items for any user, seen in training or not. */
export interface Recommender {
  readonly name: string
  /** Ids of the items in the order of the scores; empty before `fit`. */
  readonly itemIds: readonly string[]
  fit(train: Interactions, options?: FitOptions): Promise<TrainingReport>
  /**
   * Scores of all items for each history: higher is better, [users, items] row by row.
   * Histories are numbered by the model's items. Meant for one batch: see `evaluate` and `recommend` for more.
   */
  score(histories: Interactions): Promise<Float32Array>
  /** Everything needed to make this recommender again. */
  state(): Promise<ModelState>
  /** Frees its tensors. */
  dispose(): void
}
