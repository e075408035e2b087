import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFolder, replaceFile } from '@hvamp/files'
import { z } from 'zod'
import { fileLines } from '../files/file-lines'
import { isFile } from '../files/folders'
import { inPieces } from '../files/in-pieces'
import { readJson } from '../files/json-file'
import { writeJson } from '../files/write-file'
import { type BlockSummary, blockSummary } from './part-manifest'
import { aboutParts, partName } from './part-names'

const plan = z.object({ fingerprint: z.string() })

/** The records of a shard, block by block: each block is on the disk whole or not at all, so that a killed shard resumes after it. */
export interface Segments<Record> {
  /** What is known of a block; undefined if it is not whole. */
  summary(block: number): Promise<BlockSummary | undefined>
  /**
   * Writes the records of a block.
   *
   * @param records a JSON value each
   * @param summarize called after the last record
   */
  write(block: number, records: AsyncIterable<Record>, summarize: () => BlockSummary): Promise<void>
  /** All records of the blocks, which are whole. */
  records(): AsyncGenerator<Record>
  /** Removes them. */
  remove(): Promise<void>
}

/**
 * The segments of a shard, in a folder that this process holds.
 *
 * @param key what a segment depends on; those of another key are removed
 */
export async function openSegments<Record>(
  folder: string,
  index: number,
  { blocks, key }: { readonly blocks: number; readonly key: unknown },
): Promise<Segments<Record>> {
  const own = segmentsFolder(folder, index)
  const planFile = join(own, 'plan.json')
  const fingerprint = createHash('sha256').update(JSON.stringify({ blocks, key })).digest('hex')
  const isSame = (await isFile(planFile)) && (await readJson(planFile, plan)).fingerprint === fingerprint
  if (!isSame) {
    await rm(own, { recursive: true, force: true })
    await ensureFolder(own)
    await writeJson(planFile, { fingerprint })
  }
  const nameOf = (block: number) => join(own, String(block).padStart(5, '0'))
  return {
    async summary(block) {
      const path = `${nameOf(block)}.json`
      return (await isFile(path)) ? readJson(path, blockSummary) : undefined
    },
    async write(block, records, summarize) {
      await replaceFile(`${nameOf(block)}.jsonl`, inPieces(lines(records)))
      await writeJson(`${nameOf(block)}.json`, summarize())
    },
    async *records() {
      for (let block = 0; block < blocks; block++) {
        for await (const line of fileLines(`${nameOf(block)}.jsonl`)) yield JSON.parse(line)
      }
    },
    remove: () => rm(own, { recursive: true, force: true }),
  }
}

/** The folder of a shard's segments, which goes when its part is whole. */
export function segmentsFolder(folder: string, index: number): string {
  return join(folder, aboutParts, partName(index))
}

async function* lines(records: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`
}
