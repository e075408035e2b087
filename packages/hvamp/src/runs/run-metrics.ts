import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { badInput } from '../process/bad-input'
import { shellWord } from '../terminal/shell-word'
import { runFiles } from './run-files'

/** JSON has no NaN: of a single user there is no standard error, and null stands in the file. */
const orNaN = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN)

const measuredModel = z.object({
  /** By the names of metrics. */
  metrics: z.record(z.string(), z.object({ mean: z.number(), standardError: orNaN })),
  /** Share of the items that are among the first of some user. */
  itemCoverage: z.number(),
})

/** How a run did beside what it must not be below: `hvamp train --fail-below`. */
const runCheck = z.object({
  /** Popularity, or the path of a run. */
  against: z.string(),
  metric: z.string(),
  mean: z.number(),
  /** The same users' mean of what it is held against. */
  reference: z.number(),
  /** Of the differences user by user; null of a single user. */
  standardError: orNaN,
  isBelow: z.boolean(),
})

export type RunCheck = z.infer<typeof runCheck>

/** What `metrics.json` of a run folder holds. Only finished runs have one. */
export const finishedRun = z.object({
  finished: z.string(),
  backend: z.string(),
  /** 0 for models without epochs. */
  epochs: z.int(),
  /** Why training ended; not in the files of early versions. */
  stopped: z.string().optional(),
  bestEpoch: z.int().nullable(),
  /** The validation metric of the kept weights; absent where nobody was held out. */
  validation: z.number().optional(),
  /** Of the process. */
  peakMemoryMegabytes: z.number().optional(),
  trainingSeconds: z.number(),
  /** Absent where nobody was held out. */
  test: z
    .object({
      users: z.int(),
      withoutHeldOutItems: z.int().optional(),
      /** By the names of models: the run's own, and popularity beside it. */
      models: z.record(z.string(), measuredModel),
      /** Of a model of ratings. */
      ratings: z.object({ rmse: z.number(), mae: z.number(), count: z.int() }).optional(),
    })
    .optional(),
  check: runCheck.optional(),
})

export type FinishedRun = z.infer<typeof finishedRun>

/** Of a run that was measured on held-out users. */
export type RunMetrics = FinishedRun & {
  readonly [Name in 'validation' | 'test']: NonNullable<FinishedRun[Name]>
}

const fileOf = (folder: string) => join(folder, runFiles.metrics)

/** Whether the run of a folder is finished. */
export async function isFinished(folder: string): Promise<boolean> {
  return isFile(fileOf(folder))
}

/** Whether a folder is that of a run to be resumed. */
export async function isUnfinished(folder: string): Promise<boolean> {
  return (await isFile(join(folder, runFiles.config))) && !(await isFinished(folder))
}

/** Writes `metrics.json`, which makes the run a finished one. */
export async function writeRunMetrics(folder: string, metrics: FinishedRun): Promise<void> {
  await writeJson(fileOf(folder), metrics)
}

/** @throws bad input if the run is not finished, or the file is damaged */
export async function readFinishedRun(folder: string): Promise<FinishedRun> {
  if (!(await isFinished(folder))) {
    throw badInput(
      `${folder}: must be a finished run, got one without ${runFiles.metrics}: finish it with hvamp train --resume ${shellWord(folder)}`,
    )
  }
  return readJson(fileOf(folder), finishedRun)
}

/** @throws bad input if the run is not finished, nobody was held out to measure it on, or the file is damaged */
export async function readRunMetrics(folder: string): Promise<RunMetrics> {
  const { validation, test, ...finished } = await readFinishedRun(folder)
  if (validation === undefined || !test) {
    throw badInput(
      `${folder}: must be a run with test users, got one that was trained on everybody (--refit)`,
    )
  }
  return { ...finished, validation, test }
}
