import type { Summary } from '@hvamp/metrics'
import type { SeedSpread } from './seed-spread'

/** A line of a comparison: a system, or popularity beside the systems. */
export interface ComparedSystem {
  readonly title: string
  /** Folders; of popularity none. */
  readonly runs: readonly string[]
  /** By metric. */
  readonly metrics: Readonly<Record<string, Summary>>
  /** By metric, of a system with several seeds. */
  readonly seeds?: Readonly<Record<string, SeedSpread>>
  /** By metric, for each group of `activity`. */
  readonly byActivity: Readonly<Record<string, readonly Summary[]>>
}
