import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isFile, writeWhole } from '../files/atomic-write'
import { readJson } from '../files/json-file'
import { flag } from '../flags/given'
import { runFiles } from '../runs/run-folder'

/** A run that is to be made by a process of its own: `hvamp train <data> --out <folder> …`. */
export interface PlannedRun {
  /** Unique among the runs of a list. */
  readonly name: string
  /** For people. */
  readonly title: string
  readonly folder: string
  readonly data: string
  /** Options of train by their names; others have their defaults. */
  readonly options: Options
}

export type Options = Readonly<Record<string, string | number | boolean>>

/** Options as they are given on a command line. */
export function argumentsOf(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === true) return [flag(name)]
    return value === false ? [flag(name).replace('--', '--no-')] : [flag(name), String(value)]
  })
}

const orNaN = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN) // which JSON does not have
const measuredModel = z.object({
  metrics: z.record(z.string(), z.object({ mean: z.number(), standardError: orNaN })),
})

/** What of `metrics.json` a list of runs is made of. */
const runMetrics = z.object({
  epochs: z.int(),
  bestEpoch: z.int().nullable(),
  validation: z.number(),
  trainingSeconds: z.number(),
  test: z.object({ users: z.int(), models: z.record(z.string(), measuredModel) }),
})

export type RunMetrics = z.infer<typeof runMetrics>

const failure = z.strictObject({ reason: z.string() })

/** How far a run is, by the files that are there. */
export type RunState =
  | { readonly state: 'finished'; readonly metrics: RunMetrics }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'begun' }
  | { readonly state: 'waiting' }

/** @throws bad input if one of its files is damaged */
export async function stateOf({ folder }: PlannedRun): Promise<RunState> {
  const metrics = join(folder, runFiles.metrics)
  if (await isFile(metrics)) return { state: 'finished', metrics: await readJson(metrics, runMetrics) }
  if (await isFile(failureFile(folder))) {
    return { state: 'failed', ...(await readJson(failureFile(folder), failure)) }
  }
  return { state: (await isFile(join(folder, runFiles.config))) ? 'begun' : 'waiting' }
}

/** Records, beside its folder, why a run failed. */
export async function recordFailure({ folder }: PlannedRun, reason: string): Promise<void> {
  await writeWhole(failureFile(folder), `${JSON.stringify({ reason })}\n`)
}

export async function forgetFailure({ folder }: PlannedRun): Promise<void> {
  await rm(failureFile(folder), { force: true })
}

const failureFile = (folder: string) => `${folder}.failed.json`
