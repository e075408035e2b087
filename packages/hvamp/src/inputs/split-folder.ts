import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  alignHistories,
  type HeldOutUsers,
  type Interactions,
  selectUsers,
  type UserSplit,
} from '@hvamp/data'
import { readRatings, writeInteractions } from '@hvamp/data/node'
import { z } from 'zod'
import { writeJson } from '../files/atomic-write'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { identify, type SourceFile, sourceFile } from '../files/source-file'
import { badInput, checkingInput } from '../process/bad-input'
import { countDifference } from '../settings/count-difference'
import { dataSettings } from '../settings/data'
import { splitSettings } from '../settings/split'
import { type PartsFormat, partFile, splitFiles, splitManifest } from './split-files'

const splitOptions = z.object({ ...dataSettings, ...splitSettings })

const manifest = z.strictObject({
  format: z.literal('hvamp-split'),
  version: z.literal(1),
  source: sourceFile,
  /** Of a data set by name: counts that are not the published ones. */
  differences: z.array(countDifference).default([]),
  options: splitOptions,
})

/** How a split was made. */
export type SplitManifest = z.infer<typeof manifest>

/**
 * Writes a split to a new folder: five files, and how they were made in `split.json`.
 *
 * The folder is written beside and renamed, so that it is there as a whole or not at all.
 */
export async function writeSplit(
  folder: string,
  { train, validation, test }: UserSplit,
  { source, differences, options }: Pick<SplitManifest, 'source' | 'differences' | 'options'>,
  writeAs: PartsFormat = 'csv',
): Promise<void> {
  const beside = `${folder}.${process.pid}.tmp`
  try {
    await mkdir(beside, { recursive: true })
    const write = (name: keyof typeof splitFiles, part: Interactions) =>
      writeInteractions(join(beside, partFile(name, writeAs)), part)
    await write('train', train)
    await write('validationFoldIn', validation.foldIn)
    await write('validationHeldOut', validation.heldOut)
    await write('testFoldIn', test.foldIn)
    await write('testHeldOut', test.heldOut)
    const description: SplitManifest = {
      format: 'hvamp-split',
      version: 1,
      source,
      differences,
      options: splitOptions.parse(options),
    }
    await writeJson(join(beside, splitManifest), description)
    await rename(beside, folder)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** What `writeSplit` wrote. Items are numbered by first appearance in train.csv. */
export async function readSplit(
  folder: string,
): Promise<{ split: UserSplit; source: SourceFile } & Pick<SplitManifest, 'differences' | 'options'>> {
  const { options, differences } = await readJson(join(folder, splitManifest), manifest)
  const writtenAs = (await isFile(join(folder, partFile('train', 'parquet')))) ? 'parquet' : 'csv'
  const pathOf = (name: keyof typeof splitFiles) => join(folder, partFile(name, writtenAs))
  const read = (name: keyof typeof splitFiles) =>
    checkingInput(() => readRatings(pathOf(name), { format: 'csv' }))
  const train = await read('train')
  const heldOutUsers = async (part: 'validation' | 'test') =>
    matchUsers(
      await aligned(await read(`${part}FoldIn`), train, pathOf(`${part}FoldIn`)),
      await aligned(await read(`${part}HeldOut`), train, pathOf(`${part}HeldOut`)),
      pathOf(`${part}FoldIn`),
    )
  const split = { train, validation: await heldOutUsers('validation'), test: await heldOutUsers('test') }
  const names = Object.keys(splitFiles) as (keyof typeof splitFiles)[]
  const files = [join(folder, splitManifest), ...names.map(pathOf)]
  return { split, source: await identify(folder, files), differences, options }
}

async function aligned(part: Interactions, train: Interactions, path: string): Promise<Interactions> {
  try {
    return alignHistories(part, train.itemIds, { unknown: 'refuse' }).histories
  } catch (cause) {
    throw badInput(`${path}: must have items of ${splitFiles.train} only: ${(cause as Error).message}`, cause)
  }
}

/** The users with something held out, in the same order in both parts: a CSV has no empty rows. */
function matchUsers(foldIn: Interactions, heldOut: Interactions, path: string): HeldOutUsers {
  const rowOf = new Map(foldIn.userIds.map((id, row) => [id, row]))
  const rows = heldOut.userIds.map((id) => {
    const row = rowOf.get(id)
    if (row === undefined)
      throw badInput(`${path}: must have every user with something held out, misses '${id}'`)
    return row
  })
  return { foldIn: selectUsers(foldIn, rows), heldOut }
}
