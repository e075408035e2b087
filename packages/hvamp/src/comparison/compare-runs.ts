import { summarize } from '@hvamp/metrics'
import { realPathOf } from '../files/real-path'
import { badInput, checkingInput } from '../process/bad-input'
import { activityGroups, byActivity } from './activity'
import type { ComparedSystem } from './compared-system'
import { type Difference, differencesOf, type Pair } from './differences'
import { type LeftOutMetric, leftOutMetrics } from './left-out'
import type { RunResults } from './read-results'
import { seedSpread } from './seed-spread'
import { commonMetrics, gatherSystems, type System, summaries } from './systems'
import type { TrainedOn } from './training-data'
import { bestOf, type Verdict, verdictOf } from './verdict'
import { type Warning, warningsOf } from './warnings'

export interface ComparisonOptions {
  /** Names of metrics; all that the runs have in common without it. */
  readonly metrics?: readonly string[] | undefined
  /** Folder of the run that the others are held against; without it, the best on the first metric. */
  readonly to?: string | undefined
  /** Hold all against each other. */
  readonly pairs?: boolean | undefined
  readonly seeds: 'mean' | 'apart'
  /** Of the bootstrap. */
  readonly seed: number
  readonly resamples: number
}

/** All that `hvamp compare` finds. */
export interface Comparison {
  /** Test users. */
  readonly users: number
  /** Further test users, with nothing held out that could be measured. */
  readonly withoutHeldOutItems: number
  /** Number of folds that the users are of; undefined where all are of one part. */
  readonly folds?: number | undefined
  readonly metrics: readonly string[]
  /** Metrics that some of the runs lack; none where metrics were asked for. */
  readonly leftOut: readonly LeftOutMetric[]
  /** What the systems were trained on, where they differ in it. */
  readonly trainedOn?: readonly TrainedOn[] | undefined
  readonly systems: readonly ComparedSystem[]
  /** How many items of its users were seen, and how many users there are, from the least active to the most. */
  readonly activity: readonly { readonly least: number; readonly most: number; readonly users: number }[]
  readonly differences: readonly Difference[]
  /** On the first metric. */
  readonly verdict: Verdict
  /** What a training says of its run, of the systems. */
  readonly warnings: readonly Warning[]
}

/**
 * Compares finished runs on the same test users.
 *
 * @throws bad input if users differ, or a run or metric asked for is not there
 */
export async function compareRuns(
  runs: readonly RunResults[],
  options: ComparisonOptions,
): Promise<Comparison> {
  const compared = gatherSystems(runs, options.seeds)
  const { systems, popularity, trainedOn, users, folds } = compared
  const metrics = commonMetrics(compared, options.metrics)
  const base = baseOf(systems, metrics[0]!, options.to)
  const groups = activityGroups(users.foldIn)
  const lineOf = (title: string, values: ReadonlyMap<string, ArrayLike<number>>, runs: string[]) => ({
    title,
    runs,
    metrics: summaries(values, metrics),
    byActivity: Object.fromEntries(metrics.map((name) => [name, byActivity(values.get(name)!, groups)])),
  })
  const lines = systems.map((system): ComparedSystem => {
    const folders = system.runs.map(({ folder }) => folder)
    const seeds = spreadsOf(system, metrics)
    return { ...lineOf(system.title, system.metrics, folders), ...(seeds && { seeds }) }
  })
  if (popularity && metrics.every((name) => popularity.has(name))) {
    lines.push(lineOf('popularity', popularity, []))
  }
  const pairs = options.pairs ? everyPair(systems) : pairsWith(base, systems)
  const differences = await checkingInput(() => differencesOf(pairs, { ...options, metrics }))
  return {
    users: users.ids.length,
    withoutHeldOutItems: compared.withoutHeldOutItems,
    ...(folds !== undefined && { folds }),
    metrics,
    leftOut: options.metrics ? [] : leftOutMetrics(runs),
    ...(trainedOn && { trainedOn }),
    systems: lines,
    activity: groups.map(({ least, most, users }) => ({ least, most, users: users.length })),
    differences,
    verdict: verdictOf({ metric: metrics[0]!, systems: lines, differences, to: base.title }),
    warnings: warningsOf(compared, metrics[0]!),
  }
}

/** By metric, how far the seeds of a system are apart; undefined for a single seed. */
function spreadsOf({ seedMeans }: System, metrics: readonly string[]): ComparedSystem['seeds'] {
  const spreads = metrics.flatMap((name) => {
    const spread = seedSpread(seedMeans.get(name))
    return spread ? [[name, spread] as const] : []
  })
  return spreads.length > 0 ? Object.fromEntries(spreads) : undefined
}

/** The system that the others are compared with: that of the run chosen, else the best on the metric. */
function baseOf(systems: readonly System[], metric: string, to: string | undefined): System {
  if (to === undefined) return bestOf(systems, ({ metrics }) => summarize(metrics.get(metric)!).mean)
  const place = realPathOf(to)
  const has = ({ runs }: System) => runs.some(({ folder }) => realPathOf(folder) === place)
  const base = systems.find(has)
  if (!base) {
    const those = systems.map(({ title, runs }) => `${runs[0]!.folder} of ${title}`)
    throw badInput(`--to: must be one of the runs compared, such as ${those.join(', ')}, got ${to}`)
  }
  return base
}

function pairsWith(base: System, systems: readonly System[]): Pair[] {
  return systems.filter((system) => system !== base).map((system): Pair => [system, base])
}

function everyPair(systems: readonly System[]): Pair[] {
  return systems.flatMap((system, i) => systems.slice(0, i).map((other): Pair => [system, other]))
}
