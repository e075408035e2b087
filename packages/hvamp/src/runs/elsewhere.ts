import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { runFiles } from './run-files'

const elsewhere = z.strictObject({ host: z.string(), folder: z.string() })

/** Where the model of a run is that a worker of a queue trained in a folder of its own. */
export type Elsewhere = z.infer<typeof elsewhere>

/** @throws bad input if the file is damaged */
export async function readElsewhere(folder: string): Promise<Elsewhere | undefined> {
  const file = join(folder, runFiles.elsewhere)
  return (await isFile(file)) ? readJson(file, elsewhere) : undefined
}
