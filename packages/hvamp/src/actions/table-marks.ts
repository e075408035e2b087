import type { CountDifference } from '@hvamp/data'
import { differencesInWords } from '../inputs/published-counts'
import { optionName } from '../settings/option-name'

/** How the data of a table, their division and the schedules of its rows turned out. */
export interface TableAsMade {
  /** Name of the data set; undefined for data of one's own, of which nothing is published. */
  readonly dataSet: string | undefined
  /** Counts of that data set that are not the published ones. */
  readonly differences: readonly CountDifference[]
  /** Options of other held-out users than the table's, such as `heldOut` with 40. */
  readonly division: Readonly<Record<string, unknown>>
  /** Share of the schedule. */
  readonly budget: number
  /** Whose schedule that is. */
  readonly schedule: string
}

/** What of a table is not as it says, a line for each: other data, other held-out users, a smaller budget; none of a whole one. */
export function tableMarks({ dataSet, differences, division, budget, schedule }: TableAsMade): string[] {
  return [
    ...(dataSet !== undefined && differences.length > 0 ? [differencesInWords(dataSet, differences)] : []),
    ...Object.entries(division).map(([name, value]) => `${optionName(name)} ${value}`),
    ...(budget === 1
      ? []
      : [`--budget ${budget}: epochs, warm-up and patience are ${budget} of ${schedule}`]),
  ]
}
