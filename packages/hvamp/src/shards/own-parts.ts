import { z } from 'zod'
import { areOfList, listFile } from '../files/list-file'
import { bytesOf, type OwnFile } from '../files/own-file'
import { areOfVectors, ownParquet } from '../files/own-parquet'
import type { PartFormat } from '../settings/shard'
import { measuredUser } from './measured-user'

/** Bytes in which the first line of a file of JSON lines must end. */
const LONGEST_LINE = 1 << 24

const list = z.looseObject({
  user: z.string(),
  basis: z.string(),
  items: z.array(z.looseObject({ item: z.string(), score: z.number() })),
})
const vector = z.strictObject({ id: z.string(), vector: z.array(z.number()) })
const line = z.union([list, vector, measuredUser])

/** Files into which parts were merged, by their format. */
export const ownParts: Readonly<Record<PartFormat, OwnFile>> = {
  csv: listFile,
  parquet: ownParquet('lists and vectors', (columns) => areOfList(columns) || areOfVectors(columns)),
  jsonl: { name: 'lists, vectors and measurements', isOf: async (path) => isOwnLine(await firstLine(path)) },
}

async function firstLine(path: string): Promise<string> {
  const start = await bytesOf(path, 0, LONGEST_LINE)
  const end = start.indexOf(10)
  return start.toString('utf8', 0, end < 0 ? start.length : end)
}

function isOwnLine(text: string): boolean {
  try {
    return line.safeParse(JSON.parse(text)).success
  } catch {
    return false // no JSON
  }
}
