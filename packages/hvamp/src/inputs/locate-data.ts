import { dirname, join } from 'node:path'
import { type DataSet, dataSet, dataSets } from '@hvamp/data'
import { exists, isFile, isFolder } from '../files/folders'
import { badInput } from '../process/bad-input'
import { unfitHere } from '../process/unfit'
import { columnOptions, type DataSettings, writingOptions } from '../settings/data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import { type SplitProtocol, type SplitSettings, splitDefaults } from '../settings/split'
import { shellWord } from '../terminal/shell-word'
import { preparedManifest } from './prepared-manifest'
import { splitManifest } from './split-files'

type Settings = DataSettings & Partial<SplitSettings>

/** Options about a file's layout: that of a data set is known. */
export const ofLayout: readonly string[] = ['format', ...Object.keys(columnOptions), ...writingOptions]

/** Whether data are named, rather than a path: `./ml-1m` is a path. */
export function isDataSet(data: string): boolean {
  return dataSets.some(({ name }) => name === data)
}

/** Where the files of a data set lie unless said otherwise: in $HVAMP_DATA, or in data, in a folder of its name. */
export function dataSetFolder(name: string): string {
  return join(process.env.HVAMP_DATA || 'data', name)
}

/**
 * The path of what is asked for by name, and the settings that its published results were made with where the user gave
 * none. A path stays as it is.
 *
 * @throws bad input if the files are not there, or options are given that go with a path only, or with a name only
 */
export async function locateData<Asked extends Settings>(
  data: string,
  { values: asked, isExplicit }: Requested<Asked & { readonly dataFolder?: string | undefined }>,
): Promise<{ readonly path: string; readonly settings: Asked }> {
  const { dataFolder } = asked
  if (!isDataSet(data)) {
    const names = dataSets.map(({ name }) => name).join(', ')
    const namesake = dataSetFolder(data)
    if (/^[\w.-]+$/.test(data) && !(await exists(data)) && (await exists(namesake))) {
      throw badInput(
        `${data}: must be a path, or a data set by name, one of ${names}, got the name of a folder in ${dirname(namesake)}: name a file in ${namesake}`,
      )
    }
    if (dataFolder === undefined) return { path: data, settings: asked }
    throw badInput(`--data-folder: goes with a data set by name, one of ${names}, got '${data}'`)
  }
  const refused = ofLayout.find(isExplicit)
  if (refused !== undefined) {
    throw badInput(
      `${optionName(refused)}: goes with a file of your own, got the data set ${data}${await namesakeHere(data, 'own')}`,
    )
  }
  const path = dataFolder ?? dataSetFolder(data)
  if (!(await exists(path))) {
    const { title, download } = dataSet(data)
    const how = typeof download === 'string' ? download : `hvamp fetch ${data} gets them`
    const got = /\.[a-z]\w*$/i.test(path) ? 'no such file' : 'nothing there'
    throw unfitHere(
      'data',
      `${data}: must have the files of ${title} in ${path} (--data-folder names another place), got ${got}: ${how}${await namesakeHere(data, 'published')}`,
    )
  }
  await requireFilesOfPublisher(data, path)
  const published = Object.entries(publishedSettings(dataSet(data), asked, isExplicit))
  return {
    path,
    settings: {
      ...asked,
      dataSet: data,
      ...Object.fromEntries(published.filter(([name]) => !isExplicit(name))),
    },
  }
}

/**
 * That a file or a folder here has the name of a data set, with the way to use it; nothing where none has.
 *
 * @param folderAs what a folder would be: that of the publisher's files, or data of the user's own
 */
async function namesakeHere(name: string, folderAs: 'published' | 'own'): Promise<string> {
  const path = `./${name}`
  if (await isFile(path)) return `; ${path} is a file of that name here: give ${path}`
  if (!(await isFolder(path))) return ''
  return `; ${path} is a folder of that name here: give ${folderAs === 'own' ? '' : '--data-folder '}${path}`
}

/** @throws bad input if a folder has data that were divided here, which are named by their path */
async function requireFilesOfPublisher(name: string, path: string): Promise<void> {
  for (const [manifest, command] of [
    [splitManifest, 'split'],
    [preparedManifest, 'prepare'],
  ] as const) {
    if (!(await isFile(join(path, manifest)))) continue
    const word = shellWord(path)
    throw badInput(
      `${name}: must have the files of its publisher in ${path}, got a folder that hvamp ${command} wrote: give it as data of your own, as in hvamp train ${word}, or hvamp reproduce own-data --data ${word}`,
    )
  }
}

/** How a data set by name is divided where nobody says otherwise. */
export function publishedSplit({ files }: DataSet): SplitProtocol {
  return files[0]?.test === undefined ? splitDefaults.split : 'given'
}

function publishedSettings(
  published: DataSet,
  { atLeast }: Settings,
  isExplicit: (name: string) => boolean,
): Partial<Settings> {
  const { keep, heldOut } = published
  return {
    atLeast: keep.atLeast ?? atLeast,
    implicit: keep.atLeast === undefined && !isExplicit('atLeast'),
    minUser: keep.minUserInteractions,
    minItem: keep.minItemInteractions ?? 0,
    ...(heldOut !== undefined && { heldOut }),
    ...(!['heldOut', 'heldOutShare', 'folds'].some(isExplicit) && { split: publishedSplit(published) }),
  }
}
