import { type Comparison, compareRuns } from '../comparison/compare-runs'
import type { ComparedSystem } from '../comparison/compared-system'
import type { Difference } from '../comparison/differences'
import { readResults } from '../comparison/read-results'
import { type RunState, stateOf } from '../planned/planned-run'
import { readRunMetrics } from '../runs/run-metrics'
import { isUsedBy } from '../settings/model'
import { type Choice, type Choices, trainedIn } from './choices'
import { type Experiment, experimentMetrics } from './experiment'
import type { SystemRuns } from './planned-search'

/** Samples of users in the bootstrap of an experiment's intervals. */
export const resamples = 1000

/** A system as far as it is. */
export interface SystemResult {
  readonly name: string
  readonly title: string
  readonly choice: Choice | undefined
  /** Its runs on test users: those of all folds and seeds, or none yet. */
  readonly folders: readonly string[]
  /** Measured on the test users, once all its runs are. */
  readonly measured: ComparedSystem | undefined
  /** From the system that the others are compared with, a difference by metric; none of that itself. */
  readonly differences: Readonly<Record<string, Difference>>
  /** Runs whose validation was still rising when their epochs were over. */
  readonly stillRising: readonly string[]
  /** Of training, trials and measured runs together. */
  readonly seconds: number
  /** What is not there yet, in words; undefined if nothing is missing. */
  readonly missing: string | undefined
}

export interface ExperimentResults {
  readonly systems: readonly SystemResult[]
  /** Title of the system that the others are compared with; undefined until it is measured. */
  readonly against: string | undefined
  readonly users: number | undefined
  readonly folds: number | undefined
}

interface Progress {
  readonly plan: SystemRuns
  readonly choice: Choice | undefined
  readonly folders: readonly string[]
  readonly isMeasured: boolean
  readonly missing: string | undefined
  readonly stillRising: readonly string[]
  readonly seconds: number
}

/** Reads how far an experiment is from its folders, and compares the systems that are measured. */
export async function readExperiment(
  { against }: Experiment,
  plans: readonly SystemRuns[],
  choices: Choices,
): Promise<ExperimentResults> {
  const progress = await Promise.all(plans.map((plan) => progressOf(plan, choices[plan.system.name])))
  const measured = progress.filter(({ isMeasured }) => isMeasured)
  const base = measured
    .filter(({ plan }) => against.includes(plan.system.name))
    .sort((a, b) => b.choice!.validation - a.choice!.validation)[0]
  const comparison = await comparisonOf(measured, base)
  const titles = new Map<string, ComparedSystem>()
  for (const system of comparison?.systems ?? []) for (const run of system.runs) titles.set(run, system)
  return {
    against: base?.plan.system.title,
    users: comparison?.users,
    folds: comparison?.folds,
    systems: progress.map(({ plan, folders, isMeasured, ...rest }) => {
      const own = isMeasured ? titles.get(folders[0]!) : undefined
      return {
        ...rest,
        name: plan.system.name,
        title: plan.system.title,
        folders: isMeasured ? folders : [],
        measured: own,
        differences: base && own ? differencesOf(own, comparison!) : {},
      }
    }),
  }
}

async function comparisonOf(measured: readonly Progress[], base: Progress | undefined) {
  if (measured.length === 0) return undefined
  const runs = await Promise.all(measured.flatMap(({ folders }) => folders).map(readResults))
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

async function progressOf(plan: SystemRuns, choice: Choice | undefined): Promise<Progress> {
  const chosen = plan.trials.find(({ trial }) => trial.name === choice?.chosen)
  if (!choice || !chosen) {
    const states = await Promise.all(plan.trials.map(({ run }) => stateOf(run)))
    const trained = states.filter(({ state }) => state === 'validated' || state === 'finished').length
    return {
      ...{ plan, choice: undefined, folders: [], isMeasured: false, stillRising: [], seconds: 0 },
      missing: `${trained} of ${plan.trials.length} trials trained${failuresOf(states)}`,
    }
  }
  const runs = plan.measuredRuns(chosen.trial)
  const states = await Promise.all(runs.map(stateOf))
  const finished = states.filter(({ state }) => state === 'finished')
  const rising = await Promise.all(
    runs.map(async (run, i) =>
      states[i]!.state === 'finished' && (await isStillRising(plan, run.folder)) ? [run.title] : [],
    ),
  )
  return {
    ...{ plan, choice, folders: runs.map(({ folder }) => folder) },
    isMeasured: finished.length === runs.length,
    stillRising: rising.flat(),
    seconds: choice.seconds + secondsOf(states.slice(1)), // the first run is the chosen trial's
    missing:
      finished.length === runs.length
        ? undefined
        : `chosen by validation, ${finished.length} of ${runs.length} runs measured${failuresOf(states)}`,
  }
}

function secondsOf(states: readonly RunState[]): number {
  return states.reduce((sum, state) => sum + (trainedIn(state)?.trainingSeconds ?? 0), 0)
}

function failuresOf(states: readonly RunState[]): string {
  const failed = states.flatMap((state) => (state.state === 'failed' ? [state.reason] : []))
  return failed.length === 0 ? '' : `; ${failed.length} failed: ${failed[0]}`
}

/** Whether training ended with its epochs: its validation had not stopped rising for as long as the patience. */
async function isStillRising({ system }: SystemRuns, folder: string): Promise<boolean> {
  if (!isUsedBy(system.model, 'patience')) return false
  const { stopped, bestEpoch } = await readRunMetrics(folder)
  return stopped === 'epochs' && bestEpoch !== null
}
