import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { pathHere, portablePath } from './portable-path'
import type { RunJob } from './run-job'

const markFile = z.strictObject({
  format: z.literal('hvamp-queue'),
  version: z.literal(1),
  token: z.string(),
})

const fileOf = (folder: string) => join(folder, 'queue.json')

/** Marks a folder, once, so that workers know it for the same one where they find it. */
export async function markFolder(folder: string): Promise<RunJob['mark']> {
  const file = fileOf(folder)
  if (!(await isFile(file))) {
    await writeJson(file, { format: 'hvamp-queue', version: 1, token: randomUUID() })
  }
  const { token } = await readJson(file, markFile)
  return { folder: portablePath(folder, '--out'), token }
}

/** Whether the folder of a job is the one that is found here: shared by a disk that both machines have, or on one machine. */
export async function isSharedHere({ folder, token }: RunJob['mark']): Promise<boolean> {
  const file = fileOf(await pathHere(folder))
  return (await isFile(file)) && (await readJson(file, markFile)).token === token
}
