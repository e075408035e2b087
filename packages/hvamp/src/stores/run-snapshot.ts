import { type FileHandle, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkpointName, runFiles } from '../runs/run-files'
import { isRunPath } from './run-manifest'

/** A file of a run that is open: what a training replaces meanwhile stays readable. */
export interface OpenedFile {
  /** From the folder of the run, with / between its parts. */
  readonly path: string
  readonly handle: FileHandle
}

const tries = 20

/**
 * Opens the files of a run folder as they are at one moment, also while a training writes checkpoints there, and closes them after
 * their use.
 *
 * @throws if the folder changes all the time, or cannot be read
 */
export async function withSnapshot<T>(
  folder: string,
  use: (files: readonly OpenedFile[]) => Promise<T>,
): Promise<T> {
  for (let left = tries; ; left--) {
    const opened: OpenedFile[] = []
    try {
      const before = await checkpointText(folder)
      for (const path of await pathsIn(folder)) {
        opened.push({ path, handle: await open(join(folder, ...path.split('/'))) })
      }
      // files of arrays are named by their content: with the same checkpoint.json they are those that belong to it
      if ((await checkpointText(folder)) === before) return await use(opened)
      if (left === 0) throw new Error(`${folder}: must be at rest for a moment, got changes all the time`)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error // replaced while it was opened
    } finally {
      for (const { handle } of opened) await handle.close()
    }
  }
}

async function pathsIn(folder: string): Promise<readonly string[]> {
  const paths: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) paths.push(entry.name)
    if (!entry.isDirectory()) continue
    const inner = await readdir(join(folder, entry.name), { withFileTypes: true })
    paths.push(...inner.flatMap((each) => (each.isFile() ? [`${entry.name}/${each.name}`] : [])))
  }
  return paths.filter(isRunPath).sort()
}

async function checkpointText(folder: string): Promise<string | undefined> {
  return readFile(join(folder, runFiles.checkpoint, checkpointName), 'utf8').catch(() => undefined)
}
