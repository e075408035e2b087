import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeWhole } from '../files/write-file'
import { runFiles } from '../runs/run-files'
import { isFinished, type RunMetrics, readRunMetrics } from '../runs/run-metrics'
import { isValidated, type RunValidation, readRunValidation } from '../runs/run-validation'
import { type Rung, readRung } from '../runs/rung'
import type { Options } from '../settings/option-arguments'
import type { Until } from '../settings/until'

/** A planned run, trained by its own process: `hvamp train <data> --out <folder> …`. */
export interface PlannedRun {
  /** Unique among the runs of a queue. */
  readonly name: string
  /** For people. */
  readonly title: string
  readonly folder: string
  readonly data: string
  /** Options of train by their names; others have their defaults. */
  readonly options: Options
  /** How far it is taken for now: to its measures on test users by default. */
  readonly until?: Until
}

const failure = z.strictObject({ reason: z.string() })

/** How far a run is, by the files that are there. */
export type RunState =
  | { readonly state: 'finished'; readonly metrics: RunMetrics }
  /** Trained; no test user was looked at. */
  | { readonly state: 'validated'; readonly validation: RunValidation }
  /** Trained through the epochs that were asked for, with a checkpoint from which it resumes. */
  | { readonly state: 'paused'; readonly rung: Rung }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'begun' }
  | { readonly state: 'waiting' }

/** @throws bad input if one of its files is damaged */
export async function stateOf({ folder, until }: PlannedRun): Promise<RunState> {
  if (await isFinished(folder)) return { state: 'finished', metrics: await readRunMetrics(folder) }
  if (await isFile(failureFile(folder))) {
    return { state: 'failed', ...(await readJson(failureFile(folder), failure)) }
  }
  if (await isValidated(folder)) return { state: 'validated', validation: await readRunValidation(folder) }
  if (!(await isFile(join(folder, runFiles.config)))) return { state: 'waiting' }
  const rung = typeof until === 'number' ? await readRung(folder, until) : undefined
  return rung && rung.epochs >= Number(until) ? { state: 'paused', rung } : { state: 'begun' }
}

/** Whether a run is as far as it is taken. */
export function isOver({ until }: PlannedRun, { state }: RunState): boolean {
  if (state === 'validated') return until !== undefined && until !== 'test'
  return state === 'finished' || (state === 'paused' && typeof until === 'number')
}

/** Whether a run stays as it is: it is as far as it is taken, or failed and is not tried again. */
export function isKept(run: PlannedRun, state: RunState, retries: boolean): boolean {
  return isOver(run, state) || (state.state === 'failed' && !retries)
}

/** What a command that resumes runs needs besides, so that those that failed are tried again. */
export function retryOption(states: readonly RunState[]): string {
  return states.some(({ state }) => state === 'failed') ? ' --retry' : ''
}

/** Records, beside its folder, why a run failed. */
export async function recordFailure({ folder }: PlannedRun, reason: string): Promise<void> {
  await writeWhole(failureFile(folder), `${JSON.stringify({ reason })}\n`)
}

export async function forgetFailure({ folder }: PlannedRun): Promise<void> {
  await rm(failureFile(folder), { force: true })
}

const failureFile = (folder: string) => `${folder}.failed.json`

/** How the training of a run went as far as it was taken, if it came so far. */
export function trainedIn(state: RunState): RunValidation | RunMetrics | Rung | undefined {
  if (state.state === 'finished') return state.metrics
  if (state.state === 'validated') return state.validation
  return state.state === 'paused' ? state.rung : undefined
}
