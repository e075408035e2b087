import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { badInput } from '../process/bad-input'
import { runFiles } from './run-folder'

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

/** What `metrics.json` of a run folder holds. Only finished runs have one. */
const runMetrics = z.object({
  finished: z.string(),
  backend: z.string(),
  /** 0 for models without epochs. */
  epochs: z.int(),
  /** Why training ended; not in the files of early versions. */
  stopped: z.string().optional(),
  bestEpoch: z.int().nullable(),
  /** The validation metric of the kept weights. */
  validation: z.number(),
  /** Of the process. */
  peakMemoryMegabytes: z.number().optional(),
  trainingSeconds: z.number(),
  test: z.object({
    users: z.int(),
    withoutHeldOutItems: z.int().optional(),
    /** By the names of models: the run's own, and popularity beside it. */
    models: z.record(z.string(), measuredModel),
    /** Of a model of ratings. */
    ratings: z.object({ rmse: z.number(), mae: z.number(), count: z.int() }).optional(),
  }),
})

export type RunMetrics = z.infer<typeof runMetrics>

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
export async function writeRunMetrics(folder: string, metrics: RunMetrics): Promise<void> {
  await writeJson(fileOf(folder), metrics)
}

/** @throws bad input if the run is not finished, or the file is damaged */
export async function readRunMetrics(folder: string): Promise<RunMetrics> {
  if (!(await isFinished(folder))) {
    throw badInput(
      `${folder}: must be a finished run, got one without ${runFiles.metrics}: finish it with hvamp train --resume ${folder}`,
    )
  }
  return readJson(fileOf(folder), runMetrics)
}
