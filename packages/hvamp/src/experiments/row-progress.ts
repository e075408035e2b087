import { basename } from 'node:path'
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

/** The systems whose runs are all measured, each with those of the folds and seeds that are named; without one that lacks some. */
export function measuredSystems(
  systems: readonly RowProgress[],
  members: readonly string[],
): MeasuredSystem[] {
  return systems.flatMap(({ name, folders, isMeasured, choice }) => {
    const own = runsOfMembers(folders, members)
    return isMeasured && choice && own ? [{ name, folders: own, validation: choice.validation }] : []
  })
}

/** The first one is the chosen trial; the others have the name of their fold and seed. */
function runsOfMembers(folders: readonly string[], members: readonly string[]): string[] | undefined {
  const own = members.flatMap((name, i) =>
    i === 0 ? folders.slice(0, 1) : folders.slice(1).filter((folder) => basename(folder) === name),
  )
  return own.length === members.length ? own : undefined
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
  const members = place.earlier?.get(name) ?? place.members
  const own = runsOfBlend(blend, measuredSystems(systems, members), { ...place, members })
  if (!own) return { ...{ name, title, ...notBegun }, missing: neededOf(blend, systems, members) }
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

/** Titles of the systems that a blend waits for, or of those that lack some of its seeds. */
function neededOf(
  { parts }: ExperimentBlend,
  systems: readonly RowProgress[],
  members: readonly string[],
): string {
  const needed = parts.flatMap((among) => {
    const own = systems.filter(({ name }) => among.includes(name))
    return own.some(({ isMeasured }) => isMeasured) ? [] : [own.map(({ title }) => title).join(' or ')]
  })
  if (needed.length > 0) return `needs ${needed.join(', and ')}, measured`
  const ofFewer = systems.filter(
    ({ name, folders }) =>
      parts.flat().includes(name) && folders.length > 0 && !runsOfMembers(folders, members),
  )
  const titles = ofFewer.map(({ title }) => title)
  return titles.length > 0
    ? `needs ${titles.join(' and ')}, measured with all seeds of now`
    : 'needs one more system, measured'
}
