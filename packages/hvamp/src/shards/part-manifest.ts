import { join } from 'node:path'
import { z } from 'zod'
import { isFile } from '../files/folders'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { aboutParts, partName } from './part-names'
import { shardJob } from './shard-job'

/** What is known of a block of users whose records are made. */
export const blockSummary = z.strictObject({
  users: z.int(),
  records: z.int(),
  seconds: z.number(),
  /** Resident memory of the process at its end, and at most so far. */
  memoryMegabytes: z.int(),
  peakMemoryMegabytes: z.int(),
  /** What the command adds. */
  more: z.record(z.string(), z.json()),
})

export type BlockSummary = z.infer<typeof blockSummary>

const partManifest = z.strictObject({
  format: z.literal('hvamp-part'),
  version: z.literal(1),
  shard: z.int().min(0),
  job: shardJob,
  /** Checksum of the files that the shard read, by their content: of others, the part is written again. */
  read: z.string(),
  part: z.strictObject({ file: z.string(), bytes: z.int(), sha256: z.string(), rows: z.int() }),
  blocks: z.array(blockSummary),
  finished: z.string(),
})

/** What a shard says of its part, once it is whole. */
export type PartManifest = z.infer<typeof partManifest>

const fileOf = (folder: string, index: number) => join(folder, aboutParts, `${partName(index)}.json`)

/** What is known of a part; undefined if it is not whole yet. @throws bad input if the file is damaged */
export async function readPartManifest(folder: string, index: number): Promise<PartManifest | undefined> {
  const path = fileOf(folder, index)
  return (await isFile(path)) ? readJson(path, partManifest) : undefined
}

/** Says that a part is whole. */
export async function writePartManifest(
  folder: string,
  manifest: Omit<PartManifest, 'format' | 'version'>,
): Promise<void> {
  const whole: PartManifest = { format: 'hvamp-part', version: 1, ...manifest }
  await writeJson(fileOf(folder, manifest.shard), whole)
}
