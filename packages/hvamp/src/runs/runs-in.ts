import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isFile } from '../files/folders'
import { runFiles } from './run-files'

const deepest = 4 // folders within folders: a reproduction has its runs in one, a table of our own in two

/** The folders of the runs below a folder, in order of their names; those within a run are no further ones. */
export async function runsIn(folder: string, depth = 1): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  const runs: string[] = []
  for (const inside of folders.sort()) {
    if (await isFile(join(inside, runFiles.config))) runs.push(inside)
    else if (depth < deepest) runs.push(...(await runsIn(inside, depth + 1)))
  }
  return runs
}
