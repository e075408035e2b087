import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { exists, isFile, isFolder } from '../files/folders'
import { badInput } from '../process/bad-input'

/** The standard input, as commands are given it. */
export const isStandardInput = (path: string) => ['-', '/dev/stdin', '/dev/fd/0'].includes(path)

/** Uses a file by its path; a pipe, which cannot be read twice, by that of a copy. */
export async function onDisk<T>(path: string, use: (file: string) => Promise<T>): Promise<T> {
  const isNoFile = (await exists(path)) && !(await isFile(path)) && !(await isFolder(path))
  const isPipe = isStandardInput(path) || isNoFile
  if (!isPipe) return use(path)
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-input-'))
  const copy = join(folder, 'input')
  try {
    await pipeline(isStandardInput(path) ? process.stdin : createReadStream(path), createWriteStream(copy))
    return await use(copy)
  } catch (error) {
    if (error instanceof Error && error.message.includes(copy)) {
      throw badInput(error.message.replaceAll(copy, path), error)
    }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
