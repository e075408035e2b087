import type { ModelName } from '@hvamp/models/definitions'
import type { Options } from '../settings/option-arguments'

/** A number that was published, with its standard error where that was. */
export interface Published {
  readonly mean: number
  readonly standardError?: number
}

/** One system of a table, as a run of `hvamp train`. */
export interface TableRow {
  /** Unique in its table, for `--rows` and for folders. */
  readonly name: string
  readonly model: ModelName
  /** Options of train that differ from the model's defaults: those are the paper's protocol. */
  readonly options: Options
  /** Said after the model's title, where that alone is not enough. */
  readonly remark?: string
  /** By the names of metrics; none where nobody published any. */
  readonly published: Readonly<Record<string, Published>>
  /** How many runs with different seeds; 1 without it. */
  readonly seeds?: number
}

/** A table of published results, to be made again. */
export interface PublishedTable {
  readonly name: string
  readonly title: string
  /** What is known and what is not of where the numbers come from. */
  readonly note: string
  /** Name of the data set; users held out are those of its published split. */
  readonly dataSet: string
  readonly metrics: readonly string[]
  readonly rows: readonly TableRow[]
}
