import type { ModelName } from '@hvamp/models/definitions'
import type { Options } from '../settings/option-arguments'

/** A system of an experiment: a model, with values of its options that are tried on the validation users. */
export interface ExperimentSystem {
  /** Unique in its experiment, for `--rows` and for folders. */
  readonly name: string
  readonly title: string
  readonly model: ModelName
  /** Options of train that all its trials have. */
  readonly options: Options
  /** Values that are tried, by the names of options, as `hvamp tune --grid` takes them. */
  readonly space: Readonly<Record<string, string>>
}

/** A row of an experiment that is made of other rows: a blend of their runs of each fold and seed, without training. */
export interface ExperimentBlend {
  /** Unique among systems and blends. */
  readonly name: string
  readonly title: string
  /** For each part the names of systems: the one of them that validates best is taken. */
  readonly parts: readonly (readonly string[])[]
}

/** How users are held out: some once, or each once in one of several folds. */
export type HeldOut = { readonly heldOut: number } | { readonly folds: number }

/** A table of our own: systems side by side on one data set, each with the same number of trials. */
export interface Experiment {
  readonly name: string
  readonly title: string
  /** What its systems have in common. */
  readonly note?: string
  /** Name of the data set; without it, --data must give a file. */
  readonly dataSet?: string
  /** Options of train about the data. */
  readonly dataOptions: Options
  /** Without it, as many users as train holds out. */
  readonly split?: HeldOut
  /** Trials of each system, or all points of its space where these are fewer. */
  readonly trials: number
  readonly systems: readonly ExperimentSystem[]
  readonly blends: readonly ExperimentBlend[]
  /** Names of systems or blends: the one of them that validates best is the one that the others are compared with. */
  readonly against: readonly string[]
}

/** Metrics of every experiment; the first one chooses, on the validation users. */
export const experimentMetrics = ['ndcg@100', 'ndcg@20', 'recall@50', 'recall@20', 'recall@10'] as const
