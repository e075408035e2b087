import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { runFiles } from './run-files'

/** What `validation.json` of a run folder holds: how its training ended, before any test user was looked at. */
export const runValidation = z.strictObject({
  trained: z.string(),
  /** 0 for models without epochs. */
  epochs: z.int(),
  /** Why training ended. */
  stopped: z.string(),
  bestEpoch: z.int().nullable(),
  /** The validation metric of the kept weights. */
  validation: z.number(),
  trainingSeconds: z.number(),
})

export type RunValidation = z.infer<typeof runValidation>

const fileOf = (folder: string) => join(folder, runFiles.validation)

/** Whether the run of a folder is trained and validated; it may be measured on its test users too. */
export async function isValidated(folder: string): Promise<boolean> {
  return isFile(fileOf(folder))
}

export async function writeRunValidation(folder: string, validation: RunValidation): Promise<void> {
  await writeJson(fileOf(folder), validation)
}

/** @throws bad input if the file is damaged */
export async function readRunValidation(folder: string): Promise<RunValidation> {
  return readJson(fileOf(folder), runValidation)
}
