import { type Comparison, compareRuns } from '../comparison/compare-runs'
import type { ComparedSystem } from '../comparison/compared-system'
import type { Difference } from '../comparison/differences'
import { readNamedRuns } from '../comparison/named-runs'
import type { Choices } from './choices'
import { type Experiment, experimentMetrics } from './experiment'
import type { BlendPlace } from './planned-blends'
import type { SystemRuns } from './planned-search'
import { blendProgress, type RowProgress, systemsProgress } from './row-progress'

/** Samples of users in the bootstrap of an experiment's intervals. */
export const resamples = 1000

/** A row as far as it is. */
export interface SystemResult extends Omit<RowProgress, 'isMeasured'> {
  /** Measured on the test users, once all its runs are. */
  readonly measured: ComparedSystem | undefined
  /** From the system that the others are compared with, a difference by metric; none of that itself. */
  readonly differences: Readonly<Record<string, Difference>>
}

export interface ExperimentResults {
  readonly systems: readonly SystemResult[]
  /** Title of the system that the others are compared with; undefined until it is measured. */
  readonly against: string | undefined
  readonly users: number | undefined
  /** Further test users, with nothing held out; undefined until some system is measured. */
  readonly withoutHeldOutItems: number | undefined
  readonly folds: number | undefined
}

/** Reads how far an experiment is from its folders, and compares the systems that are measured. */
export async function readExperiment(
  experiment: Experiment,
  plans: readonly SystemRuns[],
  choices: Choices,
  place: BlendPlace,
): Promise<ExperimentResults> {
  const { against, blends } = experiment
  const systems = await systemsProgress(plans, choices)
  const ofBlends = blends.map((blend) => blendProgress(blend, systems, choices[blend.name], place))
  const progress = [...systems, ...(await Promise.all(ofBlends))]
  const measured = progress.filter(({ isMeasured }) => isMeasured)
  const base = measured
    .filter((row) => against.includes(row.name) && !isOfOthersAlone(experiment, row))
    .sort((a, b) => b.choice!.validation - a.choice!.validation)[0]
  const comparison = await comparisonOf(measured, base)
  const titles = new Map<string, ComparedSystem>()
  for (const system of comparison?.systems ?? []) for (const run of system.runs) titles.set(run, system)
  return {
    against: base?.title,
    users: comparison?.users,
    withoutHeldOutItems: comparison?.withoutHeldOutItems,
    folds: comparison?.folds,
    systems: progress.map(({ folders, isMeasured, ...rest }) => {
      const own = isMeasured ? titles.get(folders[0]!) : undefined
      return {
        ...rest,
        folders: isMeasured ? folders : [],
        measured: own,
        differences: base && own ? differencesOf(own, comparison!) : {},
      }
    }),
  }
}

/** Whether a row is a blend that stands for the models that others are compared with, and they all have the weight 0 in it. */
export function isOfOthersAlone(
  { against, blends }: Experiment,
  { name, choice }: Pick<RowProgress, 'name' | 'choice'>,
): boolean {
  if (!choice || !against.includes(name) || !blends.some((blend) => blend.name === name)) return false
  return !Object.entries(choice.options).some(
    ([part, weight]) => against.includes(part) && Number(weight) !== 0,
  )
}

async function comparisonOf(measured: readonly RowProgress[], base: RowProgress | undefined) {
  if (measured.length === 0) return undefined
  const runs = await readNamedRuns(measured.map(({ name, folders }) => ({ folders, origin: name })))
  return compareRuns(runs, {
    metrics: experimentMetrics,
    to: base?.folders[0],
    ...{ seeds: 'mean', seed: 98765, resamples },
  })
}

function differencesOf({ title }: ComparedSystem, { differences }: Comparison): Record<string, Difference> {
  const own = differences.filter(({ system }) => system === title)
  return Object.fromEntries(own.map((difference) => [difference.metric, difference]))
}
