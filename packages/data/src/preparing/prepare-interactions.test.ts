import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBlock } from '../blocks/block-file'
import { openBlocks } from '../blocks/block-folder'
import { readRatings } from '../files/read-ratings'
import { binarize } from '../interactions/binarize'
import { filterInteractions } from '../interactions/filter-interactions'
import type { UserSplit } from '../interactions/interactions'
import { type FoldOptions, splitFold } from '../splits/split-fold'
import { type SplitOptions, splitUsers } from '../splits/split-users'
import { type SplitByIdOptions, splitUsersById } from '../splits/split-users-by-id'
import { prepareInteractions } from './prepare-interactions'
import { preparedFiles } from './prepared-files'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-prepare-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Users by their ids, with the ids of their items in order. */
type Histories = Record<string, readonly string[]>

function historiesOf({ userIds, offsets, items, itemIds }: UserSplit['train']): Histories {
  return Object.fromEntries(
    userIds.map((id, row) => [
      id,
      [...items.subarray(offsets[row], offsets[row + 1])].map((item) => itemIds[item]!),
    ]),
  )
}

const ids = fc.constantFrom('7', '12', '3', 'ann', 'øre', '0', '41', '5', '19', '23')
const rows = fc.array(
  fc.tuple(ids, fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 5 })),
  {
    minLength: 30,
    maxLength: 120,
  },
)

describe('prepareInteractions', () => {
  it('makes what reading, filtering and splitting in memory make, whatever the rows and the size of blocks', async () => {
    const options = fc.record({
      atLeast: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      filter: fc.record({
        minUserInteractions: fc.nat(3),
        minItemInteractions: fc.nat(4),
        untilStable: fc.boolean(),
      }),
      interactionsOfBlock: fc.constantFrom(1, 10, 1000),
      split: fc.constantFrom<SplitOptions | SplitByIdOptions | FoldOptions>(
        { heldOut: 1 },
        { share: 0.2, seed: 3 },
        { folds: 3, fold: 2 },
      ),
    })
    let run = 0
    let compared = 0
    await fc.assert(
      fc.asyncProperty(rows, options, async (rows, { atLeast, filter, interactionsOfBlock, split }) => {
        const file = join(folder, `${run}.csv`)
        const place = await mkdtemp(join(folder, `${run++}-`))
        await writeFile(file, `userId,itemId,rating\n${rows.map((row) => row.join(',')).join('\n')}\n`)
        const all = await readRatings(file)
        const liked = binarize(all, atLeast === undefined ? {} : { atLeast })
        const kept = filterInteractions(liked, filter)
        let expected: UserSplit | undefined
        try {
          expected =
            'share' in split
              ? splitUsersById(kept, split)
              : 'folds' in split
                ? splitFold(kept, split)
                : splitUsers(kept, split)
        } catch {}
        let users: unknown
        const preparing = prepareInteractions(place, {
          read: (builder) => readRatings(file, { builder }),
          keep(_, { ids, lengths }) {
            users = { ids, lengths: [...lengths] }
            return { ...filter, atLeast }
          },
          split: () => split,
          interactionsOfBlock,
          parts: 4,
        })
        if (!expected) {
          await expect(preparing).rejects.toThrow(/got/)
          return
        }
        const prepared = await preparing
        compared++
        const lengths = all.userIds.map((_, user) => all.offsets[user + 1]! - all.offsets[user]!)
        expect(users).toEqual({ ids: all.userIds, lengths })
        const train = await openBlocks(join(place, preparedFiles.train))
        const { itemIds } = train
        expect(itemIds).toEqual(expected.train.itemIds)
        expect(prepared.kept).toEqual({
          users: kept.userCount,
          items: kept.itemCount,
          interactions: kept.items.length,
        })
        expect(prepared.train.interactions).toBe(expected.train.items.length)
        const read = await Promise.all(
          train.blocks.map(async (_, block) => ({
            ...(await train.read(block)),
            userIds: await train.userIds(block),
            itemIds,
          })),
        )
        expect(Object.assign({}, ...read.map(historiesOf))).toEqual(historiesOf(expected.train))
        expect(train.userCount).toBe(expected.train.userCount)
        if (interactionsOfBlock === 1000) {
          const { offsets, items, userIds } = read[0]!
          expect({ offsets, items, userIds }).toEqual({
            offsets: expected.train.offsets,
            items: expected.train.items,
            userIds: expected.train.userIds,
          })
        }
        for (const part of ['validation', 'test'] as const) {
          const { heldOut } = expected[part]
          const without = heldOut.userIds.filter(
            (_, user) => heldOut.offsets[user] === heldOut.offsets[user + 1],
          )
          expect(prepared.withoutHeldOutItems[part]).toBe(without.length)
          for (const side of ['foldIn', 'heldOut'] as const) {
            const name = `${part}${side === 'foldIn' ? 'FoldIn' : 'HeldOut'}` as const
            const { positions: _, ...users } = expected[part][side]
            const got = await readBlock(join(place, preparedFiles[name]), prepared.heldOut[name], itemIds)
            expect(got).toEqual({ ...users, values: undefined, timestamps: undefined })
          }
        }
        expect((await readdir(place)).sort()).toEqual(Object.values(preparedFiles).sort())
      }),
      { numRuns: 12 },
    )
    expect(compared).toBeGreaterThan(4)
  })

  it('stops at a signal, with its reason', async () => {
    const file = join(folder, 'few.csv')
    await writeFile(file, 'userId,itemId\nann,tea\nbob,tea\ncid,rum\n')
    const stop = new AbortController()
    const preparing = prepareInteractions(await mkdtemp(join(folder, 'stopped-')), {
      read: (builder) => readRatings(file, { builder }),
      keep: () => ({}),
      split: () => ({ heldOut: 1 }),
      parts: 4,
      signal: stop.signal,
      onProgress: (stage, done) => {
        if (stage === 'users grouped' && done === 2) stop.abort(new Error('enough'))
      },
    })
    await expect(preparing).rejects.toThrow('enough')
  })
})
