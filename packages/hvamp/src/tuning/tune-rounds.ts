import { type PlannedRun, type RunState, stateOf, trainedIn } from '../planned/planned-run'
import { readRung } from '../runs/rung'
import type { Until } from '../settings/until'
import { promoted } from './halving'
import { spaceOfPlan } from './search-space'
import { nextTrials, roundEnds } from './suggested-trials'
import { runsOfTrial } from './trial-runs'
import { stateOfTrial } from './trial-state'
import { type TrialResult, type TunePlan, trialFolder } from './tune-folder'

type Trial = TunePlan['trials'][number]

/** Trials that are worked off before it is decided what comes next. */
export interface Round {
  readonly trials: readonly Trial[]
  /** How far they are taken. */
  readonly until: Until
  /** Of a halved tuning, from 1 on. */
  readonly rung: number | undefined
}

/** How the runs of a round ended: with an exit code if they were interrupted. */
export interface RoundEnd {
  readonly interrupted: number | undefined
  readonly states: readonly RunState[]
}

export interface RoundsOptions {
  readonly folder: string
  readonly plan: TunePlan
  /** Called with the plan when trials are added to it, before they begin. */
  readonly onTrials: (plan: TunePlan, results: readonly TrialResult[]) => Promise<void>
  /** Makes the runs of a round. */
  readonly makeRuns: (
    round: Round,
    plan: TunePlan,
    runs: readonly PlannedRun[],
    onChange: (states: readonly RunState[]) => Promise<void>,
  ) => Promise<RoundEnd>
  /** Called with the results of all trials when one has changed. */
  readonly onChange: (plan: TunePlan, results: readonly TrialResult[]) => Promise<void>
}

/** How a tuning ended. */
export interface RoundsEnd {
  readonly interrupted: number | undefined
  /** With all trials that were chosen. */
  readonly plan: TunePlan
  readonly results: readonly TrialResult[]
}

/**
 * Works off a tuning round by round: the trials that a search chooses together, then the rungs of a halved tuning. Without
 * either, all trials are one round.
 *
 * What comes next is decided when a round is over, by the results of its trials in the order of their numbers: not by the order
 * in which they were over. After an interruption the rounds are worked off again from the first one, and finished runs are kept.
 */
export async function tuneInRounds(options: RoundsOptions): Promise<RoundsEnd> {
  const { folder, makeRuns } = options
  let { plan } = options
  const { search, halving } = plan
  const reached = new Map<string, Reached>() // unvisited trials stay what they were
  for (const trial of plan.trials) reached.set(trial.name, await reachedBefore(folder, plan, trial))
  const results = () =>
    plan.trials.map(
      (trial): TrialResult => ({
        ...{ trial, folder: trialFolder(folder, trial.name), state: { state: 'waiting' } },
        ...reached.get(trial.name),
      }),
    )

  /** @returns the validation of each trial, or the exit code of an interruption */
  async function work(round: Round): Promise<Validations | number> {
    const trials = round.trials.map((trial) => ({
      trial,
      runs: runsOfTrial(folder, plan, trial, round.until),
    }))
    const runs = trials.flatMap((each) => each.runs)
    const { interrupted, states } = await makeRuns(round, plan, runs, async (states) => {
      for (const { trial, runs: own } of trials) {
        const state = stateOfTrial(own.map((run) => states[runs.indexOf(run)]!))
        if (saysLess(state, reached.get(trial.name))) continue // it stays what it was before
        reached.set(trial.name, { state, rung: round.rung })
      }
      await options.onChange(plan, results())
    })
    if (interrupted !== undefined) return interrupted
    const ended = (run: PlannedRun) => states[runs.indexOf(run)]!
    const validations = new Map<string, number | undefined>()
    for (const { trial, runs: own } of trials) {
      validations.set(trial.name, await validationOf(own, own.map(ended)))
    }
    return validations
  }

  const [first = 'test', ...later] = [...(halving?.rungs ?? []), 'test' as const]
  const rung = halving && 1
  const validations: Validations = new Map()
  for (const end of search ? roundEnds(search) : [plan.trials.length]) {
    const begun = validations.size
    if (search && plan.trials.length < end) {
      const known = plan.trials.map(({ name }) => validations.get(name))
      const tried = { seed: plan.seed, trials: plan.trials, validations: known }
      plan = { ...plan, trials: [...plan.trials, ...nextTrials(spaceOfPlan(plan), search, tried)] }
      await options.onTrials(plan, results())
    }
    const ended = await work({ trials: plan.trials.slice(begun, end), until: first, rung })
    if (typeof ended === 'number') return { interrupted: ended, plan, results: results() }
    for (const [name, validation] of ended) validations.set(name, validation)
  }
  let left: readonly Trial[] = plan.trials
  let known = validations
  for (const [i, until] of later.entries()) {
    left = promoted(left, halving!.eta, ({ name }) => known.get(name))
    if (left.length === 0) break // all failed
    const ended = await work({ trials: left, until, rung: i + 2 })
    if (typeof ended === 'number') return { interrupted: ended, plan, results: results() }
    known = ended
  }
  return { interrupted: undefined, plan, results: results() }
}

type Reached = Pick<TrialResult, 'state' | 'rung'>

/** Whether a state says less of a trial than is known: its turn has not come, or it has only begun to leave its rung. */
function saysLess({ state }: RunState, before: Reached | undefined): boolean {
  const hasCome = before !== undefined && trainedIn(before.state) !== undefined
  return state === 'waiting' || (state === 'begun' && hasCome)
}

/** How far earlier calls took a trial, by the files that are there: to its end, or to the last rung at which it pauses. */
async function reachedBefore(folder: string, plan: TunePlan, trial: Trial): Promise<Reached> {
  const { halving } = plan
  const stateUntil = async (until: Until) =>
    stateOfTrial(await Promise.all(runsOfTrial(folder, plan, trial, until).map(stateOf)))
  const state = await stateUntil('test')
  if (state.state === 'finished') return { state, rung: halving && halving.rungs.length + 1 }
  const rungs = state.state === 'begun' ? [...(halving?.rungs ?? []).entries()] : []
  for (const [i, epochs] of rungs.reverse()) {
    const paused = await stateUntil(epochs)
    if (paused.state === 'paused') return { state: paused, rung: i + 1 }
  }
  return { state }
}

/** What trials came to, by their names; undefined for those that failed. */
type Validations = Map<string, number | undefined>

/** What the runs of a trial come to together: at a rung, by their epochs up to there alone, however far they are now. */
async function validationOf(
  runs: readonly PlannedRun[],
  states: readonly RunState[],
): Promise<number | undefined> {
  const values: number[] = []
  for (const [i, { folder, until }] of runs.entries()) {
    const state = states[i]!
    if (state.state === 'failed') return undefined
    const rung = typeof until === 'number' ? await readRung(folder, until) : undefined
    const validation = rung?.validation ?? (state.state === 'finished' ? state.metrics.validation : undefined)
    if (validation === undefined) return undefined
    values.push(validation)
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
