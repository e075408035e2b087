import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { firstBytes } from '../files/file-chunks'
import type { ReadingLimits } from '../reading/reading-options'
import { fileError } from '../values/file-error'
import type { FileContainer } from './archives/file-container'
import { folderContainer, singleFileContainer } from './archives/folder-container'
import { tarContainer } from './archives/tar-container'
import { zipContainer } from './archives/zip-container'
import type { DataSet, DataSetFiles } from './data-set'

const NAMED = 5 // files listed in an error

/** The complete files of a data set. */
export interface FoundFiles {
  readonly container: FileContainer
  readonly files: DataSetFiles
  /** Their names in the container: with or without `.gz`. */
  readonly names: readonly string[]
}

/**
 * Finds the files of a data set in a folder, in an archive in the folder, or in an archive.
 *
 * @throws naming the missing files, and some of the files found instead
 */
export async function findDataSet(
  dataSet: DataSet,
  path: string,
  limits?: ReadingLimits,
): Promise<FoundFiles> {
  const own = await containerAt(path, limits)
  const there = await own.names()
  const found = findFiles(dataSet, own, there)
  if (found) return found
  if (await isFolder(path)) {
    for (const archive of (await readdir(path)).filter(isArchive).sort()) {
      const container = await containerAt(join(path, archive), limits)
      const inArchive = findFiles(dataSet, container, await container.names())
      if (inArchive) return inArchive
    }
  }
  const wanted = dataSet.files.map(({ names }) => namesInWords(names)).join(', or ')
  throw fileError(path, `${wanted} of ${dataSet.title}, or an archive with it`, namesInWords(there))
}

/** The first form of the data set with at least one file in the container. @throws if other files of that form are missing */
function findFiles(
  { files, title }: DataSet,
  container: FileContainer,
  there: readonly string[],
): FoundFiles | undefined {
  const all = new Set(there)
  const nameOf = (name: string) => [name, `${name}.gz`].find((each) => all.has(each))
  for (const each of files) {
    const names = each.names.map(nameOf)
    const missing = each.names.filter((_, i) => names[i] === undefined)
    if (missing.length === names.length) continue
    if (missing.length > 0) {
      throw fileError(container.path, `all ${names.length} files of ${title}`, `no ${namesInWords(missing)}`)
    }
    return { container, files: each, names: names as string[] }
  }
  return undefined
}

/** Whether a file of this name is a readable archive. */
function isArchive(name: string): boolean {
  return /\.(zip|tar|tgz|tar\.gz)$/i.test(name)
}

async function containerAt(path: string, limits?: ReadingLimits): Promise<FileContainer> {
  if (await isFolder(path)) return folderContainer(path)
  if (await startsLikeZip(path)) return zipContainer(path, limits)
  return isArchive(path) ? tarContainer(path, limits) : singleFileContainer(path)
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((cause) => {
    const got = cause.code === 'ENOENT' ? 'nothing there' : cause.message
    throw fileError(path, 'a folder or an archive', got, cause)
  })
  return found.isDirectory()
}

async function startsLikeZip(path: string): Promise<boolean> {
  return /\.zip$/i.test(path) || Buffer.from(await firstBytes(path, 4)).toString('latin1') === 'PK\x03\x04'
}

function namesInWords(names: readonly string[]): string {
  if (names.length === 0) return 'no files'
  if (names.length <= NAMED) return names.join(', ')
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
}
