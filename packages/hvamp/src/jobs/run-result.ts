import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { isFile, isFolder } from '../files/folders'
import { makeFolder } from '../files/new-folder'
import { writeJson, writeWhole } from '../files/write-file'
import type { PlannedRun } from '../planned/planned-run'
import { requireSameRuns } from '../planned/same-runs'
import type { Elsewhere } from '../runs/elsewhere'
import { runFiles } from '../runs/run-files'
import { removeRun } from '../runs/run-folder'
import { finishedRun } from '../runs/run-metrics'
import { runValidation } from '../runs/run-validation'
import { runConfig } from '../settings/run-config'
import type { RunJob } from './run-job'

/** The files of a run that are sent: all but its model, its checkpoint and its maps. */
const sent = ['config', 'history', 'validation', 'metrics', 'perUser'] as const

const texts = z.partialRecord(z.enum(sent), z.string())

/** What a worker gives back for a run that is over. */
export const runResult = z.strictObject({
  host: z.string(),
  /** Path of the run folder on that host. */
  folder: z.string(),
  /** The files of a run whose folder the coordinator does not share: JSON in gzip in base64. */
  files: z.string().optional(),
  /** Whether the object store of the job has the run. */
  isStored: z.literal(true).optional(),
})

export type RunResult = z.infer<typeof runResult>

const most = 64 * 2 ** 20 // bytes of all files; more than a million test users

/** What is given back for a run. @param place where the coordinator finds it: in the same folder, in the store of the job, or nowhere */
export async function resultOf(
  { folder }: PlannedRun,
  place: 'folder' | 'store' | undefined,
): Promise<RunResult> {
  const here = { host: hostname(), folder: resolve(folder) }
  if (place !== undefined) return { ...here, ...(place === 'store' && { isStored: true }) }
  const files: Record<string, string> = {}
  for (const name of sent) {
    const path = join(folder, runFiles[name])
    if (await isFile(path)) files[name] = await readFile(path, 'utf8')
  }
  const packed = await promisify(gzip)(JSON.stringify(files))
  return { ...here, files: packed.toString('base64') }
}

/**
 * Makes the folder of a run out of the files that a worker sent, each checked.
 *
 * @param sha256 of the data
 * @param settings of the data as they turned out, where they are known
 * @throws if a file is none of such a run, or its options are others
 */
export async function placeResult(
  run: PlannedRun,
  { host, folder: there, files }: RunResult & { readonly files: string },
  sha256: string,
  settings?: RunJob['settings'],
): Promise<void> {
  const { folder } = run
  const bytes = await promisify(gunzip)(Buffer.from(files, 'base64'), { maxOutputLength: most })
  const { config, history, validation, metrics, perUser } = texts.parse(JSON.parse(bytes.toString('utf8')))
  const checked = {
    config: checkedText(runConfig, config),
    ...(validation !== undefined && { validation: checkedText(runValidation, validation) }),
    ...(metrics !== undefined && { metrics: checkedText(finishedRun, metrics) }),
    ...(history !== undefined && { history }),
    ...(perUser !== undefined && { perUser }),
  }
  const elsewhere: Elsewhere = { host, folder: there }
  await makeFolder(folder, async (temporary) => {
    for (const [name, text] of Object.entries(checked)) {
      await writeWhole(join(temporary, runFiles[name as keyof typeof checked]), text)
    }
    await requireSameRuns([{ ...run, folder: temporary }], sha256, settings)
    await writeJson(join(temporary, runFiles.elsewhere), elsewhere)
    if (await isFolder(folder)) await removeRun(folder)
  })
}

/** The text of a file, if it holds what it should. */
function checkedText(schema: z.ZodType, text: string | undefined): string {
  schema.parse(JSON.parse(text ?? 'null'))
  return text!
}
