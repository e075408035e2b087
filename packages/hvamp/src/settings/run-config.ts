import { z } from 'zod'
import { sourceFile } from '../files/source-file'
import { blendRecord } from './blend'
import { countDifference } from './count-difference'
import { leftOutRows } from './left-out-rows'
import { readingRecord } from './reading'
import { runSettings } from './run-settings'
import { generalizations } from './split'
import { timePointsRecord } from './time-points'
import { warmStartRecord } from './warm-start'

const part = z.strictObject({
  users: z.int(),
  interactions: z.int(),
  /** Of which user has which items; not in the files of early versions. */
  fingerprint: z.string().optional(),
})

/** What `config.json` of a run folder holds: enough to do it again, and to know what it was done with. */
export const runConfig = z.strictObject({
  format: z.literal('hvamp-run'),
  version: z.literal(1),
  started: z.string(),
  versions: z.strictObject({ hvamp: z.string(), node: z.string(), tfjs: z.string() }),
  machine: z.strictObject({ system: z.string(), processor: z.string(), cores: z.int() }),
  backend: z.strictObject({
    name: z.string(),
    blas: z.strictObject({ library: z.string(), version: z.string(), threads: z.int() }).optional(),
    adapter: z.string().optional(),
    tensorflow: z
      .strictObject({ version: z.string(), device: z.enum(['cpu', 'gpu']), threads: z.int().optional() })
      .optional(),
  }),
  data: z.strictObject({
    source: sourceFile,
    /** How the file was read; not in the files of early versions. */
    reading: readingRecord.optional(),
    /** Of a data set by name: counts that are not the published ones. */
    differences: z.array(countDifference).optional(),
    /** What of the kept rows is in no part; not in the files of early versions. */
    leftOut: leftOutRows.optional(),
    /** Of data divided by time. */
    points: timePointsRecord.optional(),
    /** What the test measures; not in the files of early versions. */
    generalization: z.enum(generalizations).optional(),
    items: z.int(),
    train: part,
    validation: part,
    test: part,
  }),
  /** Of a run that was trained on everybody: the run that it repeats. */
  refit: z
    .strictObject({
      /** As it was given. */
      run: z.string(),
      /** Where it was, links followed. */
      folder: z.string(),
      /** Of models with epochs: the best one of that run, or the median of those of its series. */
      bestEpoch: z.int().optional(),
    })
    .optional(),
  /** Of a run that began with the weights of an earlier one. */
  from: warmStartRecord.optional(),
  /** Of a blend. */
  blend: blendRecord.optional(),
  /** Of a run of `hvamp train --latest`: the link that leads to it if it is good. Only such runs are deleted by `hvamp prune`. */
  latest: z.string().optional(),
  options: runSettings,
})

export type RunConfig = z.infer<typeof runConfig>
