import { join } from 'node:path'
import { type Interactions, type RepeatedRows, statistics } from '@hvamp/data'
import { z } from 'zod'
import { writeJson } from '../files/write-file'
import { repeatedRows } from '../settings/reading'
import { runFiles } from './run-folder'

const spread = z.strictObject({ min: z.number(), median: z.number(), mean: z.number(), max: z.number() })

/** What `data.json` of a run folder holds: what its training data look like, for a report without the data. */
export const dataProfile = z.strictObject({
  users: z.int(),
  items: z.int(),
  interactions: z.int(),
  /** Rows of the file that repeat a user and an item, and which of them counts; absent where none does. */
  repeated: repeatedRows.optional(),
  density: z.number(),
  interactionsPerUser: spread,
  interactionsPerItem: spread,
  topItemsShare: z.number(),
  itemGini: z.number(),
  /** The long tail at some ranks, the most popular item first: what it has, and what all from the first to it have. */
  popularity: z.array(z.strictObject({ rank: z.int(), interactions: z.int(), cumulative: z.int() })),
  /** How many users have at least `from` and fewer than `below` items. */
  historyLengths: z.array(z.strictObject({ from: z.int(), below: z.int(), users: z.int() })),
})

export type DataProfile = z.infer<typeof dataProfile>

/** Writes what the training data look like. @param repeated rows of their file */
export async function writeDataProfile(
  folder: string,
  train: Interactions,
  repeated: RepeatedRows | undefined,
): Promise<void> {
  const { values: _, ...numbers } = statistics(train)
  const profile: DataProfile = {
    ...numbers,
    ...(repeated && { repeated }),
    popularity: popularityOf(train),
    historyLengths: historyLengthsOf(train),
  }
  await writeJson(join(folder, runFiles.data), profile)
}

function popularityOf({ itemCount, items }: Interactions): DataProfile['popularity'] {
  const perItem = new Int32Array(itemCount)
  for (let i = 0; i < items.length; i++) perItem[items[i]!]! += 1
  perItem.sort().reverse()
  const ranks = new Set([...geometric(itemCount, 4), itemCount])
  let cumulative = 0
  return Array.from(perItem, (interactions, i) => {
    cumulative += interactions
    return { rank: i + 1, interactions, cumulative }
  }).filter(({ rank }) => ranks.has(rank))
}

function historyLengthsOf({ userCount, offsets }: Interactions): DataProfile['historyLengths'] {
  const lengths = Array.from({ length: userCount }, (_, user) => offsets[user + 1]! - offsets[user]!)
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0)
  const edges = [...geometric(longest, 2), longest + 1]
  return edges.slice(1).map((below, i) => {
    const from = edges[i]!
    return { from, below, users: lengths.filter((length) => from <= length && length < below).length }
  })
}

/** 1, 2, 3, 4, 6, 8, 11, 16 … up to `most`: whole numbers that double in a fixed number of steps. */
function geometric(most: number, stepsPerDoubling: number): number[] {
  const found = new Set<number>()
  for (let i = 0; ; i++) {
    const value = Math.round(2 ** (i / stepsPerDoubling))
    if (value > most) return [...found]
    found.add(value)
  }
}
