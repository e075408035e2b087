import { createHash } from 'node:crypto'
import type { Job } from '@hvamp/queue'
import { z } from 'zod'
import type { PlannedRun } from '../planned/planned-run'
import { version } from '../process/version'
import { backendSettings } from '../settings/backend'
import { until } from '../settings/until'
import { portableData, portablePath } from './portable-path'

const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** What stands in a job: a planned run, and what a worker has to have for it. Its options are checked by `requireOptions`. */
export const runJob = z.strictObject({
  /** Of hvamp. */
  version: z.string(),
  name: z.string(),
  title: z.string(),
  /** The name of a data set, or a path from the folder of the coordinator. */
  data: z.string(),
  /** SHA-256 of the data. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Path of the run folder. */
  folder: z.string(),
  options,
  /** How the data turned out to be read and divided, which options that are left out follow; not in jobs of early versions. */
  settings: options.optional(),
  /** Where the coordinator chose it: what computes, which is no part of the fingerprint. */
  extra: z.strictObject(backendSettings).partial(),
  until: until.optional(),
  minutes: z.number().gt(0).optional(),
  retries: z.boolean(),
  /** Address of the object store through which the run comes to the coordinator from a worker without its folder. */
  store: z.string().optional(),
  /** Of the folder of the coordinator: a worker that finds it has the same folder. */
  mark: z.strictObject({ folder: z.string(), token: z.string() }),
})

export type RunJob = z.infer<typeof runJob>

/** What the jobs of a command have in common. */
export type JobsOptions = Pick<RunJob, 'sha256' | 'settings' | 'extra' | 'retries' | 'mark' | 'store'> & {
  readonly minutes: number | undefined
}

/**
 * The job of a planned run. Its id is the fingerprint of what is computed, and of the folder that it goes to.
 *
 * @throws bad input if workers could not find the data or the folder by their paths
 */
export function jobOf(run: PlannedRun, options: JobsOptions): Job & { readonly work: RunJob } {
  const { sha256, settings, minutes, retries, mark, extra, store } = options
  const { name, title, until } = run
  const { dataFolder, ...own } = run.options
  const ofRun = {
    ...own,
    ...(dataFolder !== undefined && { dataFolder: portablePath(String(dataFolder), '--data') }),
  }
  const folder = portablePath(run.folder, '--out')
  const work: RunJob = {
    ...{ version, name, title, data: portableData(run.data, run.options), sha256, folder, options: ofRun },
    ...{ extra, retries, mark },
    ...(settings !== undefined && { settings }),
    ...(store !== undefined && { store }),
    ...(until !== undefined && { until }),
    ...(minutes !== undefined && { minutes }),
  }
  return { id: fingerprint({ version, sha256, folder, options: ofRun, until }), work }
}

/** The key of the run of a job in an object store: the same however far the run is taken, and of one coordinator's folder. */
export function storeKeyOf({ sha256, folder, options, mark }: RunJob): string {
  return fingerprint({ sha256, folder, options, token: mark.token })
}

type Computed = Pick<RunJob, 'options'> & Readonly<Record<string, unknown>>

function fingerprint({ options, ...facts }: Computed): string {
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256').update(JSON.stringify([Object.entries(facts), sorted]))
  return `run-${hash.digest('hex').slice(0, 40)}`
}
