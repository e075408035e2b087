import { type PlannedRun, type RunState, stateOf } from '../planned/planned-run'
import { readRun } from '../runs/run-folder'
import { isFinished, readRunMetrics } from '../runs/run-metrics'
import { isUsedBy } from '../settings/model'
import { type Choice, type Choices, trainedIn } from './choices'
import type { ExperimentBlend } from './experiment'
import { type BlendPlace, chosenWeights, type MeasuredSystem, runsOfBlend } from './planned-blends'
import type { SystemRuns } from './planned-search'
import { isStillRising } from './still-rising'

/** How far a row of an experiment is. */
export interface RowProgress {
  readonly name: string
  readonly title: string
  readonly choice: Choice | undefined
  /** Its runs on test users, or none before something is chosen. */
  readonly folders: readonly string[]
  readonly isMeasured: boolean
  /** What is not there yet, in words; undefined if nothing is missing. */
  readonly missing: string | undefined
  /** Runs whose validation was still rising when their epochs were over. */
  readonly stillRising: readonly string[]
  /** Of training, trials and measured runs together; of a blend, of choosing its weights. */
  readonly seconds: number
}

const notBegun = { choice: undefined, folders: [], isMeasured: false, stillRising: [], seconds: 0 }

/** How far the systems of an experiment are. */
export async function systemsProgress(
  plans: readonly SystemRuns[],
  choices: Choices,
): Promise<RowProgress[]> {
  return Promise.all(plans.map((plan) => systemProgress(plan, choices[plan.system.name])))
}

/** The systems whose runs are all measured. */
export function measuredSystems(systems: readonly RowProgress[]): MeasuredSystem[] {
  return systems.flatMap(({ name, folders, isMeasured, choice }) =>
    isMeasured && choice ? [{ name, folders, validation: choice.validation }] : [],
  )
}

async function systemProgress(plan: SystemRuns, choice: Choice | undefined): Promise<RowProgress> {
  const { name, title } = plan.system
  const chosen = plan.trials.find(({ trial }) => trial.name === choice?.chosen)
  if (!choice || !chosen) {
    const states = await Promise.all(plan.trials.map(({ run }) => stateOf(run)))
    const trained = states.filter(({ state }) => state === 'validated' || state === 'finished').length
    return {
      ...{ name, title, ...notBegun },
      missing: `${trained} of ${plan.trials.length} trials trained${failuresOf(states)}`,
    }
  }
  const runs = plan.measuredRuns(chosen.trial)
  const states = await Promise.all(runs.map(stateOf))
  const finished = states.filter(({ state }) => state === 'finished')
  return {
    ...{ name, title, choice, folders: runs.map(({ folder }) => folder) },
    isMeasured: finished.length === runs.length,
    stillRising: await risingRuns(plan, runs, states),
    seconds: choice.seconds + secondsOf(states.slice(1)), // the first run is the chosen trial's
    missing:
      finished.length === runs.length
        ? undefined
        : `${measuredOf(finished.length, runs.length)}${failuresOf(states)}`,
  }
}

const measuredOf = (count: number, total: number) =>
  `chosen by validation, ${count} of ${total} runs measured`

function secondsOf(states: readonly RunState[]): number {
  return states.reduce((sum, state) => sum + (trainedIn(state)?.trainingSeconds ?? 0), 0)
}

function failuresOf(states: readonly RunState[]): string {
  const failed = states.flatMap((state) => (state.state === 'failed' ? [state.reason] : []))
  return failed.length === 0 ? '' : `; ${failed.length} failed: ${failed[0]}`
}

async function risingRuns(
  plan: SystemRuns,
  runs: readonly PlannedRun[],
  states: readonly RunState[],
): Promise<string[]> {
  const rising = await Promise.all(
    runs.map(async (run, i) =>
      states[i]!.state === 'finished' && (await wasStillRising(plan, run.folder)) ? [run.title] : [],
    ),
  )
  return rising.flat()
}

/** Whether the validation of a finished run was still rising when its epochs were over. */
async function wasStillRising({ system }: SystemRuns, folder: string): Promise<boolean> {
  if (!isUsedBy(system.model, 'patience')) return false
  return isStillRising(await readRunMetrics(folder), (await readRun(folder)).options)
}

/** How far a blend of an experiment is. */
export async function blendProgress(
  blend: ExperimentBlend,
  systems: readonly RowProgress[],
  choice: Choice | undefined,
  place: BlendPlace,
): Promise<RowProgress> {
  const { name, title } = blend
  const own = runsOfBlend(blend, measuredSystems(systems), place)
  if (!own) return { ...{ name, title, ...notBegun }, missing: neededOf(blend, systems) }
  if (!choice || !chosenWeights(own, choice)) {
    return {
      ...{ name, title, ...notBegun },
      missing: `${own.systems.join(' and ')} are measured, and not blended yet`,
    }
  }
  const folders = own.runs.map(({ folder }) => folder)
  const finished = (await Promise.all(folders.map(isFinished))).filter((is) => is).length
  return {
    ...{ name, title, choice, folders, stillRising: [], seconds: choice.seconds },
    isMeasured: finished === folders.length,
    missing: finished === folders.length ? undefined : measuredOf(finished, folders.length),
  }
}

/** Titles of the systems that a blend waits for. */
function neededOf({ parts }: ExperimentBlend, systems: readonly RowProgress[]): string {
  const needed = parts.flatMap((among) => {
    const own = systems.filter(({ name }) => among.includes(name))
    return own.some(({ isMeasured }) => isMeasured) ? [] : [own.map(({ title }) => title).join(' or ')]
  })
  return `needs ${needed.length > 0 ? needed.join(', and ') : 'one more system'}, measured`
}
