import { join } from 'node:path'
import { areInBlocks, countStatistics, type Interactions, type RepeatedRows } from '@hvamp/data'
import type { StoredBlocks } from '@hvamp/data/node'
import { z } from 'zod'
import { writeJson } from '../files/write-file'
import { repeatedRows } from '../settings/reading'
import { runFiles } from './run-files'

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
  train: Interactions | StoredBlocks,
  repeated: RepeatedRows | undefined,
): Promise<void> {
  const counts = areInBlocks(train) ? await countsOfBlocks(train) : countsOf(train)
  const profile: DataProfile = {
    ...countStatistics(counts),
    ...(repeated && { repeated }),
    popularity: popularityOf(counts.perItem),
    historyLengths: historyLengthsOf(counts.perUser),
  }
  await writeJson(join(folder, runFiles.data), profile)
}

interface Counts {
  /** Items of each user. */
  readonly perUser: Int32Array
  /** Users of each item. */
  readonly perItem: Int32Array
}

function countsOf({ userCount, itemCount, offsets, items }: Interactions): Counts {
  const perUser = Int32Array.from({ length: userCount }, (_, user) => offsets[user + 1]! - offsets[user]!)
  const perItem = new Int32Array(itemCount)
  for (let i = 0; i < items.length; i++) perItem[items[i]!]! += 1
  return { perUser, perItem }
}

async function countsOfBlocks(data: StoredBlocks): Promise<Counts> {
  const perUser = new Int32Array(data.userCount)
  let user = 0
  for (const block of data.blocks.keys()) {
    const { userCount, offsets } = await data.read(block)
    for (let row = 0; row < userCount; row++) perUser[user++] = offsets[row + 1]! - offsets[row]!
  }
  return { perUser, perItem: Int32Array.from(data.itemCounts) }
}

function popularityOf(counts: Int32Array): DataProfile['popularity'] {
  const perItem = counts.toSorted().reverse()
  const ranks = new Set([...geometric(perItem.length, 4), perItem.length])
  let cumulative = 0
  return Array.from(perItem, (interactions, i) => {
    cumulative += interactions
    return { rank: i + 1, interactions, cumulative }
  }).filter(({ rank }) => ranks.has(rank))
}

function historyLengthsOf(lengths: Int32Array): DataProfile['historyLengths'] {
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
