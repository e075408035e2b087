import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeWhole } from '../files/write-file'
import { runFiles } from '../runs/run-folder'
import { isFinished, type RunMetrics, readRunMetrics } from '../runs/run-metrics'
import { isValidated, type RunValidation, readRunValidation } from '../runs/run-validation'
import { optionName } from '../settings/option-name'
import type { OptionValue } from '../settings/option-text'

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
  /** How far it is taken: to its measures on test users, unless its validation is enough for now. */
  readonly until?: 'validation' | 'test'
}

export type Options = Readonly<Record<string, OptionValue>>

/** Options as they are given on a command line. */
export function argumentsOf(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === true) return [optionName(name)]
    return value === false ? [optionName(name).replace('--', '--no-')] : [optionName(name), String(value)]
  })
}

const failure = z.strictObject({ reason: z.string() })

/** How far a run is, by the files that are there. */
export type RunState =
  | { readonly state: 'finished'; readonly metrics: RunMetrics }
  /** Trained; no test user was looked at. */
  | { readonly state: 'validated'; readonly validation: RunValidation }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'begun' }
  | { readonly state: 'waiting' }

/** @throws bad input if one of its files is damaged */
export async function stateOf({ folder }: PlannedRun): Promise<RunState> {
  if (await isFinished(folder)) return { state: 'finished', metrics: await readRunMetrics(folder) }
  if (await isFile(failureFile(folder))) {
    return { state: 'failed', ...(await readJson(failureFile(folder), failure)) }
  }
  if (await isValidated(folder)) return { state: 'validated', validation: await readRunValidation(folder) }
  return { state: (await isFile(join(folder, runFiles.config))) ? 'begun' : 'waiting' }
}

/** Whether a run is as far as it is taken. */
export function isOver({ until }: PlannedRun, { state }: RunState): boolean {
  return state === 'finished' || (state === 'validated' && until === 'validation')
}

/** Records, beside its folder, why a run failed. */
export async function recordFailure({ folder }: PlannedRun, reason: string): Promise<void> {
  await writeWhole(failureFile(folder), `${JSON.stringify({ reason })}\n`)
}

export async function forgetFailure({ folder }: PlannedRun): Promise<void> {
  await rm(failureFile(folder), { force: true })
}

const failureFile = (folder: string) => `${folder}.failed.json`
