import { join } from 'node:path'
import {
  alignHistories,
  type HeldOutUsers,
  type Interactions,
  pairHistories,
  type UserSplit,
} from '@hvamp/data'
import { readRatings, writeInteractions } from '@hvamp/data/node'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { makeFolder } from '../files/new-folder'
import { identify, type SourceFile, sourceFile } from '../files/source-file'
import { writeJson } from '../files/write-file'
import { badInput, checkingInput } from '../process/bad-input'
import { countDifference } from '../settings/count-difference'
import { dataSettings } from '../settings/data'
import { leftOutRows } from '../settings/left-out-rows'
import { readingRecord } from '../settings/reading'
import { splitSettings } from '../settings/split'
import { timePointsRecord } from '../settings/time-points'
import { grouped } from '../terminal/format'
import { folderRefused } from './folder-refused'
import {
  type PartName,
  type PartsFormat,
  partFile,
  partNames,
  splitFiles,
  splitManifest,
} from './split-files'

const splitOptions = z.object({ ...dataSettings, ...splitSettings })

/** What tells whether a part is still as it was written. */
const writtenPart = z.strictObject({ rows: z.int(), bytes: z.int(), sha256: z.string() })

const manifest = z.strictObject({
  format: z.literal('hvamp-split'),
  version: z.literal(1),
  source: sourceFile,
  /** How the file was read; not in the files of early versions. */
  reading: readingRecord.optional(),
  /** Of a data set by name: counts that are not the published ones. */
  differences: z.array(countDifference).default([]),
  /** What of the kept rows is in no part; not in the folders of early versions. */
  leftOut: leftOutRows.optional(),
  /** Of data divided by time. */
  points: timePointsRecord.optional(),
  /** Not in the folders of early versions. */
  parts: z.record(z.enum(partNames), writtenPart).optional(),
  options: splitOptions,
})

/** How a part is read: as `writeInteractions` writes it, where no id stands for a missing one. */
const asWritten = { format: 'csv', header: true, quoting: 'double', missing: 'keep' } as const

/** How a split was made. */
export type SplitManifest = z.infer<typeof manifest>

/**
 * Writes a split to a new folder, which this process holds: five files, and how they were made in `split.json`.
 *
 * The folder is there as a whole, on the disk, or not at all.
 */
export async function writeSplit(
  folder: string,
  split: UserSplit,
  {
    source,
    reading,
    differences,
    leftOut,
    points,
    options,
  }: Pick<SplitManifest, 'source' | 'reading' | 'differences' | 'leftOut' | 'points' | 'options'>,
  writeAs: PartsFormat = 'csv',
): Promise<void> {
  await makeFolder(folder, async (temporary) => {
    const parts: [PartName, z.infer<typeof writtenPart>][] = []
    for (const [name, interactions] of partsOf(split)) {
      const path = join(temporary, partFile(name, writeAs))
      await writeInteractions(path, interactions)
      const { bytes, sha256 } = await identify(path)
      parts.push([name, { rows: interactions.items.length, bytes, sha256 }])
    }
    const description: SplitManifest = {
      format: 'hvamp-split',
      version: 1,
      source,
      ...(reading && { reading }),
      differences,
      ...(leftOut && { leftOut }),
      ...(points && { points }),
      parts: Object.fromEntries(parts) as Record<PartName, z.infer<typeof writtenPart>>,
      options: splitOptions.parse(options),
    }
    await writeJson(join(temporary, splitManifest), description)
  })
}

function partsOf({ train, validation, test }: UserSplit): [PartName, Interactions][] {
  return [
    ['train', train],
    ['validationFoldIn', validation.foldIn],
    ['validationHeldOut', validation.heldOut],
    ['testFoldIn', test.foldIn],
    ['testHeldOut', test.heldOut],
  ]
}

/**
 * What `writeSplit` wrote. Items are numbered by first appearance in train.csv.
 *
 * @throws bad input if the folder is no split, or a part is not as it was written: cut short by a power cut, say, or a copy that broke off
 */
export async function readSplit(
  folder: string,
): Promise<
  { split: UserSplit; source: SourceFile; madeOf: SourceFile } & Pick<
    SplitManifest,
    'reading' | 'differences' | 'leftOut' | 'points' | 'options'
  >
> {
  if (!(await isFile(join(folder, splitManifest)))) throw await folderRefused(folder)
  const { source: madeOf, options, reading, differences, leftOut, points, parts } = await readManifest(folder)
  const pathOf = await partPaths(folder)
  if (parts) for (const name of partNames) await requireWhole(pathOf(name), parts[name])
  const read = (name: PartName) => checkingInput(() => readRatings(pathOf(name), asWritten))
  const train = await read('train')
  const heldOutUsers = async (part: 'validation' | 'test') =>
    matchUsers(
      await aligned(await read(`${part}FoldIn`), train, pathOf(`${part}FoldIn`)),
      await aligned(await read(`${part}HeldOut`), train, pathOf(`${part}HeldOut`)),
      pathOf(`${part}FoldIn`),
    )
  const split = { train, validation: await heldOutUsers('validation'), test: await heldOutUsers('test') }
  const source = await identify(folder, filesOf(folder, pathOf))
  return { split, source, madeOf, reading, differences, leftOut, points, options }
}

/** What a split was made of, and its own files, whose checksum tells one split from another. */
export async function splitSource(
  folder: string,
): Promise<{ readonly source: SourceFile; readonly files: readonly string[] }> {
  const { source } = await readManifest(folder)
  return { source, files: filesOf(folder, await partPaths(folder)) }
}

const readManifest = (folder: string) => readJson(join(folder, splitManifest), manifest)

async function partPaths(folder: string): Promise<(name: PartName) => string> {
  const writtenAs = (await isFile(join(folder, partFile('train', 'parquet')))) ? 'parquet' : 'csv'
  return (name) => join(folder, partFile(name, writtenAs))
}

const filesOf = (folder: string, pathOf: (name: PartName) => string) => [
  join(folder, splitManifest),
  ...partNames.map(pathOf),
]

async function requireWhole(path: string, written: z.infer<typeof writtenPart>): Promise<void> {
  const found = await identify(path)
  if (found.sha256 === written.sha256) return
  throw badInput(
    `${path}: must be as hvamp split wrote it, ${grouped(written.bytes)} bytes with ${grouped(written.rows)} entries and SHA-256 ${written.sha256}, got ${grouped(found.bytes)} bytes with SHA-256 ${found.sha256}`,
  )
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
  const paired = pairHistories(foldIn, heldOut)
  if (paired.heldOut.userCount === heldOut.userCount) return paired
  const found = new Set(paired.heldOut.userIds)
  const missing = heldOut.userIds.find((id) => !found.has(id))
  throw badInput(`${path}: must have every user with something held out, misses '${missing}'`)
}
