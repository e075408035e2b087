import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { dataSets } from '@hvamp/data'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { badInput } from '../process/bad-input'
import { runConfig } from '../settings/run-config'
import { grouped } from '../terminal/format'
import { shellWord } from '../terminal/shell-word'
import { preparedManifest } from './prepared-manifest'
import { haveSameHeader } from './same-header'
import { type PartName, partFile, partNames, partsFormats, splitFiles, splitManifest } from './split-files'

const ofAnySet = /^(train|test)\.\w+$/ // names of files that say nothing about whose they are
const configFile = 'config.json' // of a run
const named = 3 // files of a folder in an error
const deepest = 4 // folders within folders that are looked at
const ofTraining = /(^|[^a-z])train/i // names of files
const ofTest = /(^|[^a-z])(test(ing)?|held-?out)([^a-z]|$)/i
const ofValidation = /(^|[^a-z])(valid(ation)?|val|dev)([^a-z]|$)/i

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
  return refused(`a folder with ${shown}${more}: ${await wayOut(path, files)}`)
}

/** The files that lack of a split, where some have names that nothing else has. */
function missingParts(files: readonly string[]): string[] | undefined {
  const isThere = (name: PartName) => partsFormats.some((format) => files.includes(partFile(name, format)))
  if (!partNames.some((name) => name !== 'train' && isThere(name))) return undefined
  return partNames.filter((name) => !isThere(name)).map((name) => splitFiles[name])
}

async function wayOut(path: string, files: readonly string[]): Promise<string> {
  if (files.length === 1) return `name ${join(path, files[0]!)}`
  const training = files.filter((file) => ofTraining.test(file))
  const heldOut = files.filter((file) => ofTest.test(file) || ofValidation.test(file))
  if (training.length > 0 && heldOut.length > 0) {
    const parts = 'which seem to be parts for training and for tests: name the one to train on'
    const command = splitCommand(path, files)
    return command === undefined ? parts : `${parts}, or keep all of them with ${command}`
  }
  const endings = new Set(files.map((file) => /(\.[a-z]\w*)+$/i.exec(file)?.[0]))
  const [ending] = endings
  if (endings.size > 1 || ending === undefined) return 'name one of them'
  if (!(await haveSameHeader(files.map((file) => join(path, file)))))
    return 'name the one that has users and items'
  const folders = files.some((file) => /[/\\]/.test(file)) ? ['**'] : []
  return `name them together, '${join(path, ...folders, `*${ending}`)}'`
}

/** The command that reads a folder with one file for each part, and nothing else. */
function splitCommand(path: string, files: readonly string[]): string | undefined {
  const [train, test, validation] = [ofTraining, ofTest, ofValidation].map((kind) =>
    files.filter((file) => kind.test(file)),
  )
  const all = [...train!, ...test!, ...validation!]
  if (train!.length !== 1 || test!.length !== 1 || all.length !== files.length) return undefined
  if (validation!.length > 1 || new Set(all).size < all.length) return undefined
  const named = (file: string) => shellWord(join(path, file))
  const option = validation!.length === 1 ? ` --validation ${named(validation![0]!)}` : ''
  return `hvamp split ${named(train![0]!)} --test ${named(test![0]!)}${option}`
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
