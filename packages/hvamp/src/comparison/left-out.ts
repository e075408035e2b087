import { metricTitle } from '../terminal/format'
import type { RunResults } from './read-results'
import { ownUsers } from './tested-parts'

/** A metric that not all compared runs have, so that it is not compared. */
export interface LeftOutMetric {
  readonly metric: string
  /** Folders of the runs that lack it. */
  readonly lacking: readonly string[]
}

/** The metrics that some runs have and others lack, in the order of the first run that has each. */
export function leftOutMetrics(runs: readonly RunResults[]): LeftOutMetric[] {
  const names = new Set(runs.flatMap((run) => [...ownUsers(run).metrics.keys()]))
  return [...names].flatMap((metric) => {
    const lacking = runs.filter((run) => !ownUsers(run).metrics.has(metric)).map(({ folder }) => folder)
    return lacking.length > 0 ? [{ metric, lacking }] : []
  })
}

/** The same for people: where the same runs lack several, in one line. */
export function leftOutLines(leftOut: readonly LeftOutMetric[]): string[] {
  const byRuns = new Map<string, string[]>()
  for (const { metric, lacking } of leftOut) {
    const [first, ...more] = lacking
    const runs = more.length > 0 ? `${first} and ${more.length} more` : first!
    byRuns.set(runs, [...(byRuns.get(runs) ?? []), metricTitle(metric)])
  }
  return [...byRuns].map(([runs, metrics]) => `Not compared: ${metrics.join(', ')}, not measured in ${runs}.`)
}
