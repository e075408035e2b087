import { readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { fileChunks } from '../../files/file-chunks'
import type { ContainedFile, FileContainer } from './file-container'

const DEEPEST = 3 // folders: archives unpack to one or two

/** The files of a folder and its sub-folders; of two with the same name, the one in the higher folder. */
export function folderContainer(folder: string): FileContainer {
  return {
    path: folder,
    names: async () => [...(await pathsByName(folder)).keys()],
    async *files(names) {
      const paths = await pathsByName(folder)
      for (const name of names) yield containedFile(paths.get(name)!)
    },
  }
}

/** A single file. */
export function singleFileContainer(path: string): FileContainer {
  return {
    path,
    names: async () => [basename(path)],
    async *files() {
      yield containedFile(path)
    },
  }
}

/** Paths of the files in a folder by their names. */
async function pathsByName(folder: string): Promise<Map<string, string>> {
  const paths = new Map<string, string>()
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
  for (const path of files) {
    if (depth(relative(folder, path)) > DEEPEST) continue
    if (!paths.has(basename(path))) paths.set(basename(path), path)
  }
  return paths
}

function depth(path: string): number {
  return path.split(sep).length
}

function containedFile(path: string): ContainedFile {
  return { name: basename(path), source: path, where: path, chunks: () => fileChunks(path) }
}
