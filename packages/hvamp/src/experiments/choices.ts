import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { type PlannedRun, type RunState, stateOf } from '../planned/planned-run'
import { badInput } from '../process/bad-input'
import { removeCheckpoint } from '../runs/run-folder'
import type { SystemRuns } from './planned-search'

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** What was chosen for a system, of which trials. */
const choice = z.strictObject({
  /** Names of the trials, and what each came to on the validation users; null where one failed. */
  trials: z.record(z.string(), z.number().nullable()),
  chosen: z.string(),
  options,
  validation: z.number(),
  /** Time that all trials took. */
  seconds: z.number(),
})

export type Choice = z.infer<typeof choice>

/** What `choices.json` holds: written before any test user is looked at, and never changed for a system afterwards. */
const choicesFile = z.strictObject({
  format: z.literal('hvamp-choices'),
  version: z.literal(1),
  systems: z.record(z.string(), choice),
})

export type Choices = Readonly<Record<string, Choice>>

const fileOf = (folder: string) => join(folder, 'choices.json')

/** @throws bad input if the file is damaged */
export async function readChoices(folder: string): Promise<Choices> {
  return (await isFile(fileOf(folder))) ? (await readJson(fileOf(folder), choicesFile)).systems : {}
}

export async function writeChoices(folder: string, systems: Choices): Promise<void> {
  await writeJson(fileOf(folder), { format: 'hvamp-choices', version: 1, systems })
}

/** The validation and the time of a run that is trained. */
export function trainedIn(state: RunState): { validation: number; trainingSeconds: number } | undefined {
  if (state.state === 'finished') return state.metrics
  return state.state === 'validated' ? state.validation : undefined
}

/** The trial that validates best, the first of equals; undefined while one is not over, or if all failed. */
export function choiceOf({ trials }: SystemRuns, states: readonly RunState[]): Choice | undefined {
  if (states.some(({ state }) => state === 'waiting' || state === 'begun')) return undefined
  const trained = trials.map(({ trial }, i) => ({ trial, result: trainedIn(states[i]!) }))
  const [best] = trained
    .flatMap(({ trial, result }) => (result ? [{ trial, validation: result.validation }] : []))
    .sort((a, b) => b.validation - a.validation)
  if (!best) return undefined
  return {
    trials: Object.fromEntries(trained.map(({ trial, result }) => [trial.name, result?.validation ?? null])),
    chosen: best.trial.name,
    options: best.trial.options,
    validation: best.validation,
    seconds: trained.reduce((sum, { result }) => sum + (result?.trainingSeconds ?? 0), 0),
  }
}

/**
 * Checks that a choice was made among the trials that are asked for: after the test users were looked at, no trial may be added.
 *
 * @throws bad input if there are others
 */
export function requireSameTrials({ system, trials }: SystemRuns, { trials: before }: Choice): void {
  const [now, then] = [trials.map(({ trial }) => trial.name), Object.keys(before)].map((names) =>
    names.join(', '),
  )
  if (now !== then) {
    throw badInput(
      `${system.name}: trials must be as when one was chosen, ${then}, got ${now}: choose another --out`,
    )
  }
}

/** The runs of a system that are measured: none before a trial is chosen. */
export function runsMeasured(plan: SystemRuns, choices: Choices): readonly PlannedRun[] {
  const chosen = plan.trials.find(({ trial }) => trial.name === choices[plan.system.name]?.chosen)
  return chosen ? plan.measuredRuns(chosen.trial) : []
}

/** Removes the checkpoints of trials that validate worse than another of their system: they are never measured. */
export async function dropCheckpoints(plans: readonly SystemRuns[]): Promise<void> {
  for (const { trials } of plans) {
    const states = await Promise.all(trials.map(({ run }) => stateOf(run)))
    const values = states.map((state) => trainedIn(state)?.validation)
    const kept = values.indexOf(Math.max(...values.flatMap((value) => value ?? [])))
    for (const [i, { run }] of trials.entries()) {
      if (values[i] !== undefined && i !== kept) await removeCheckpoint(run.folder)
    }
  }
}
