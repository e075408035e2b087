import { join } from 'node:path'
import { isFile, isFolder } from '../files/folders'
import { preparedManifest } from '../inputs/prepared-manifest'
import { splitManifest } from '../inputs/split-files'
import { badInput } from '../process/bad-input'
import { grouped } from '../terminal/format'
import { shellWord } from '../terminal/shell-word'
import { runsIn } from './runs-in'

const named = 3 // runs of a folder in an error

const aModel = 'a model without its run'

/** What a path is where the folder of a run is expected, and is none. */
const marks = [
  ['model.json', aModel],
  [splitManifest, 'data that hvamp split divided'],
  [preparedManifest, 'data that hvamp prepare divided'],
  ['series.json', 'a series of runs'],
  ['tune.json', 'a tuning of runs'],
] as const

/** The error of a path that is not the folder of a run: what it is, and which runs are in it. */
export async function noRun(path: string): Promise<Error> {
  return badInput(`${path}: must be the folder of a run, got ${await inWords(path)}`)
}

async function inWords(path: string): Promise<string> {
  if (!(await isFolder(path))) return (await isFile(path)) ? 'a file' : 'no such folder'
  const mark = await markOf(path)
  const runs = await runsIn(path)
  if (runs.length === 0) {
    const way = mark === aModel ? `: hvamp evaluate ${shellWord(path)} DATA measures it` : ''
    return `${mark ?? 'a folder that is not a run'}${way}`
  }
  const shown = runs.slice(0, named).map(shellWord).join(', ')
  if (mark !== undefined) return `${mark}, such as ${shown}: name one`
  return runs.length === 1
    ? `a folder with a run in it: name ${shown}`
    : `a folder of ${grouped(runs.length)} runs, such as ${shown}`
}

async function markOf(path: string): Promise<string | undefined> {
  for (const [file, is] of marks) if (await isFile(join(path, file))) return is
  return undefined
}
