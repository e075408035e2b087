import { join } from 'node:path'
import { isFile } from '../files/folders'
import { identify, pathFromHere, type SourceFile } from '../files/source-file'
import type { RunConfig } from '../settings/run-config'
import { splitManifest } from './split-files'
import { splitSource } from './split-folder'

/** Where data come from: what was read, and of a split also the file that it was made of. */
export interface DataOrigin {
  readonly read: SourceFile
  readonly madeOf?: SourceFile | undefined
}

/** Whether data are those of a training, or parts of the same file: then equal ids are the same users and items. */
export function isSameOrigin(one: DataOrigin, other: DataOrigin): boolean {
  const sums = ({ read, madeOf }: DataOrigin) => [read.sha256, ...(madeOf ? [madeOf.sha256] : [])]
  const known = new Set(sums(one))
  return sums(other).some((sum) => known.has(sum))
}

/** `parts, a split of ratings.csv`. */
export function originInWords({ read, madeOf }: DataOrigin): string {
  return madeOf ? `${read.path}, a split of ${madeOf.path}` : read.path
}

/** Where the training data of a run come from, as far as that is known: a split tells what it was made of while it is there. */
export async function trainingOrigin({ data: { source: read } }: RunConfig): Promise<DataOrigin> {
  const folder = await pathFromHere(read)
  if (!(await isFile(join(folder, splitManifest)))) return { read }
  const { source, files } = await splitSource(folder)
  const isAsTrained = (await identify(folder, files)).sha256 === read.sha256
  return { read, ...(isAsTrained && { madeOf: source }) }
}
