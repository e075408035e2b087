import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dataSets } from '@hvamp/data'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { badInput } from '../process/bad-input'
import { runConfig } from '../settings/run-config'
import { grouped } from '../terminal/format'
import { preparedManifest } from './prepared-manifest'
import { type PartName, partFile, partNames, partsFormats, splitFiles, splitManifest } from './split-files'
import { wayIntoFolder } from './way-into-folder'

const ofAnySet = /^(train|test)\.\w+$/ // names of files that say nothing about whose they are
const configFile = 'config.json' // of a run
const named = 3 // files of a folder in an error
const deepest = 4 // folders within folders that are looked at

/** The error of a folder where one file of data is read: what is in it, and how its data are read. */
export async function folderRefused(path: string): Promise<Error> {
  const refused = (got: string) => badInput(`${path}: must be one file of data, got ${got}`)
  if (await isFile(join(path, splitManifest))) {
    return refused(
      `a folder that hvamp split wrote: name a file in it, such as ${join(path, splitFiles.train)}`,
    )
  }
  if (await isFile(join(path, preparedManifest))) {
    return refused('a folder that hvamp prepare wrote, which hvamp train reads')
  }
  if (await isFile(join(path, configFile))) {
    const { data } = await readJson(join(path, configFile), runConfig)
    return refused(`the folder of a run, which was trained on ${data.source.path}`)
  }
  const { files, runs } = await contentOf(path)
  if (files.length === 0)
    return refused(runs > 0 ? `a folder of ${grouped(runs)} runs` : 'a folder without files')
  const missing = missingParts(files)
  if (missing) {
    return refused(
      `the files of a split without its ${[splitManifest, ...missing].join(', ')}: keep them together, or split the data again with hvamp split`,
    )
  }
  const [set, ...others] = dataSets.filter((each) =>
    each.files.some(({ names }) => !names.every((name) => ofAnySet.test(name)) && areAll(names, files)),
  )
  if (set && others.length === 0) {
    return refused(`a folder with the files of ${set.title}: name it, ${set.name} --data-folder ${path}`)
  }
  const shown = files.slice(0, named).join(', ')
  const more = files.length > named ? ` and ${grouped(files.length - named)} more` : ''
  return refused(`a folder with ${shown}${more}: ${await wayIntoFolder(path, files)}`)
}

/** The files that lack of a split, where some have names that nothing else has. */
function missingParts(files: readonly string[]): string[] | undefined {
  const isThere = (name: PartName) => partsFormats.some((format) => files.includes(partFile(name, format)))
  if (!partNames.some((name) => name !== 'train' && isThere(name))) return undefined
  return partNames.filter((name) => !isThere(name)).map((name) => splitFiles[name])
}

/**
 * Files of a folder and the folders in it, and how many of these are runs; without files that say how others were written
 * (`_SUCCESS`, `.part.crc`).
 */
async function contentOf(path: string, within = '', depth = 1): Promise<{ files: string[]; runs: number }> {
  const entries = await readdir(join(path, within), { withFileTypes: true })
  if (within !== '' && entries.some(({ name }) => name === configFile)) return { files: [], runs: 1 }
  const visible = entries.filter(({ name }) => !/^[._]/.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  const files = visible.filter((entry) => !entry.isDirectory()).map(({ name }) => join(within, name))
  let runs = 0
  for (const entry of visible) {
    if (!entry.isDirectory() || depth === deepest) continue
    const inside = await contentOf(path, join(within, entry.name), depth + 1)
    files.push(...inside.files)
    runs += inside.runs
  }
  return { files, runs }
}

function areAll(names: readonly string[], files: readonly string[]): boolean {
  const there = new Set(files.map((file) => file.replace(/^.*[/\\]/, '')))
  return names.every((name) => there.has(name) || there.has(`${name}.gz`))
}
