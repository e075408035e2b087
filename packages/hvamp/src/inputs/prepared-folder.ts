import { join } from 'node:path'
import type { HeldOutUsers, Reading, UserSplit } from '@hvamp/data'
import { openBlocks, type Prepared, preparedFiles, readHeldOut, type StoredBlocks } from '@hvamp/data/node'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { identify, type SourceFile, sourceFile } from '../files/source-file'
import { writeJson } from '../files/write-file'
import { checkingInput } from '../process/bad-input'
import { dataSettings } from '../settings/data'
import { readingRecord } from '../settings/reading'
import { splitSettings } from '../settings/split'
import { preparedManifest } from './prepared-manifest'

const heldOutPart = z.strictObject({
  users: z.int(),
  interactions: z.int(),
  bytes: z.int(),
  sha256: z.string(),
})

const manifest = z.strictObject({
  format: z.literal('hvamp-prepared'),
  version: z.literal(1),
  source: sourceFile,
  reading: readingRecord,
  heldOut: z.strictObject({
    validationFoldIn: heldOutPart,
    validationHeldOut: heldOutPart,
    testFoldIn: heldOutPart,
    testHeldOut: heldOutPart,
  }),
  options: z.object({ ...dataSettings, ...splitSettings }),
})

type Manifest = z.infer<typeof manifest>

/** Writes what a folder was made of: the last of its files. */
export async function describePrepared(
  folder: string,
  { heldOut }: Pick<Prepared, 'heldOut'>,
  { source, reading, options }: Pick<Manifest, 'source' | 'options'> & { readonly reading: Reading },
): Promise<void> {
  const parts = z.object(manifest.shape.heldOut.shape).parse(heldOut)
  await writeJson(join(folder, preparedManifest), {
    format: 'hvamp-prepared',
    version: 1,
    source,
    reading: readingRecord.parse(reading),
    heldOut: parts,
    options: manifest.shape.options.parse(options),
  } satisfies Manifest)
}

/** Whether `hvamp prepare` wrote a folder. */
export async function isPrepared(path: string): Promise<boolean> {
  return isFile(join(path, preparedManifest))
}

/** A prepared data set: training users stay on the disk. */
export interface PreparedData {
  readonly blocks: StoredBlocks
  /** Held-out users; of training users, the items alone. */
  readonly split: UserSplit
  readonly source: SourceFile
  readonly reading: Manifest['reading']
  readonly options: Manifest['options']
}

/** @throws bad input if a file is not as it was written */
export async function readPrepared(folder: string): Promise<PreparedData> {
  const path = join(folder, preparedManifest)
  const { heldOut, reading, options } = await readJson(path, manifest)
  const blocks = await checkingInput(() => openBlocks(join(folder, preparedFiles.train)))
  const { itemIds } = blocks
  const users = (part: 'validation' | 'test'): Promise<HeldOutUsers> =>
    checkingInput(() => readHeldOut(folder, heldOut, part, itemIds))
  const train = {
    userCount: 0,
    itemCount: itemIds.length,
    offsets: new Int32Array(1),
    items: new Int32Array(0),
    userIds: [],
    itemIds,
  }
  const split = { train, validation: await users('validation'), test: await users('test') }
  const source = await identify(folder, [path, blocks.manifest])
  const checked: StoredBlocks = {
    ...blocks,
    read: (block, room) => checkingInput(() => blocks.read(block, room)),
  }
  return { blocks: checked, split, source, reading, options }
}
