import { useBackend } from '@hvamp/backends'
import {
  blocksOf,
  type InteractionBlocks,
  type Interactions,
  splitUsers,
  syntheticInteractions,
} from '@hvamp/data'
import { random } from '@hvamp/random'
import { constant, memoryCheckpoints } from '@hvamp/training'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cdae, ease, popularity, type Recommender, recVae, vamp } from '../index'
import { batchesInMemory, batchesOfBlocks } from './block-batches'
import { binaryRowMaker } from './row-maker'

const { interactions } = syntheticInteractions({ users: 90, items: 40, interactionsPerUser: 8, seed: 3 })
const { train, validation } = splitUsers(interactions, { heldOut: 10 })
const small = { hidden: 6, latent: 3 }

async function rowsOf(batches: Iterable<unknown> | AsyncIterable<unknown>) {
  const all: { rowCount: number; offsets: Int32Array; columns: Int32Array; users?: ArrayLike<number> }[] = []
  for await (const batch of batches) all.push(batch as (typeof all)[number])
  return all
}

/** Blocks that share the room that they are given, as those of files do. */
function inRooms(data: InteractionBlocks): InteractionBlocks {
  return {
    ...data,
    async read(block, room) {
      const rows = await data.read(block)
      if (!room) return rows
      room.set(rows.offsets)
      room.set(rows.items, rows.offsets.length)
      await new Promise((resolve) => setImmediate(resolve))
      return {
        ...rows,
        offsets: room.subarray(0, rows.offsets.length),
        items: room.subarray(rows.offsets.length, rows.offsets.length + rows.items.length),
      }
    },
  }
}

async function fitted(model: Recommender, data: Interactions | InteractionBlocks) {
  const report = await model.fit(data, {
    epochs: 1,
    batchSize: 16,
    klWeight: constant(0.2),
    validation,
    patience: 5,
  })
  const { arrays } = await model.state()
  const popular = model.popularity
  model.dispose()
  return { losses: report.epochs.map(({ loss, validation }) => [loss, validation]), arrays, popular }
}

describe('batches of users in blocks', () => {
  it('are those of users in memory if one block holds all', async () => {
    const blocks = inRooms(blocksOf(train, { usersOfBlock: train.userCount }))
    const expected = await rowsOf(batchesInMemory(train, binaryRowMaker, 16)(random(5)))
    const got = await rowsOf(batchesOfBlocks(blocks, binaryRowMaker, 16)(random(5)))
    expect(got.map((batch) => ({ ...batch, users: [...Array.from(batch.users!)] }))).toEqual(
      expected.map((batch) => ({ ...batch, users: [...Array.from(batch.users!)] })),
    )
  })

  it('have every user once, with their items, whatever the sizes, in an order of the seed and the epoch', async () => {
    const sizes = fc.record({
      usersOfBlock: fc.integer({ min: 1, max: 90 }),
      batchSize: fc.integer({ min: 1, max: 100 }),
    })
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ({ usersOfBlock, batchSize }, seed) => {
        const blocks = inRooms(blocksOf(train, { usersOfBlock }))
        const batches = batchesOfBlocks(blocks, binaryRowMaker, batchSize)
        const all = await rowsOf(batches(random(seed)))
        expect(all.map(({ rowCount }) => rowCount)).toEqual(
          Array.from({ length: Math.ceil(train.userCount / batchSize) }, (_, i) =>
            Math.min(batchSize, train.userCount - i * batchSize),
          ),
        )
        const users = all.flatMap(({ users }) => Array.from(users!))
        expect([...users].sort((a, b) => a - b)).toEqual([...train.userIds.keys()])
        const items = all.flatMap(({ rowCount, offsets, columns }) =>
          Array.from({ length: rowCount }, (_, row) => [...columns.subarray(offsets[row], offsets[row + 1])]),
        )
        for (const [i, user] of users.entries()) {
          expect(items[i]).toEqual([...train.items.subarray(train.offsets[user], train.offsets[user + 1])])
        }
        const again = await rowsOf(batches(random(seed)))
        expect(again.flatMap(({ users }) => Array.from(users!))).toEqual(users)
      }),
      { numRuns: 30 },
    )
  })

  it('are in another order in another epoch, within and among blocks', async () => {
    const batches = batchesOfBlocks(blocksOf(train, { usersOfBlock: 10 }), binaryRowMaker, 10)
    const orderOf = async (seed: number) =>
      (await rowsOf(batches(random(seed)))).map(({ users }) => Array.from(users!))
    const [first, second] = [await orderOf(1), await orderOf(2)]
    const blockOf = (users: number[]) => Math.floor(users[0]! / 10)
    expect(first.map(blockOf)).not.toEqual(second.map(blockOf))
    expect(first.find((users) => blockOf(users) === 3)).not.toEqual(
      second.find((users) => blockOf(users) === 3),
    )
  })
})

describe('a fit on blocks', () => {
  beforeAll(() => useBackend('wasm'))

  it.each([
    [
      'Vamp with pseudo-inputs of users',
      () => vamp({ ...small, pseudoInputs: 4, pseudoInputStart: 'users' }),
    ],
    ['RecVAE, in phases', () => recVae(small)],
    ['CDAE, with factors of users', () => cdae({ latent: 4 })],
  ])('of %s is that in memory, bit for bit, if one block holds all', async (_, create) => {
    const inMemory = await fitted(create(), train)
    expect(await fitted(create(), inRooms(blocksOf(train, { usersOfBlock: 1000 })))).toEqual(inMemory)
    const inMany = await fitted(create(), inRooms(blocksOf(train, { usersOfBlock: 20 })))
    expect(inMany.losses).not.toEqual(inMemory.losses)
    expect(inMany.popular).toEqual(inMemory.popular)
  })

  it('ends with the same weights however often it is stopped', async () => {
    const data = inRooms(blocksOf(train, { usersOfBlock: 17 }))
    const options = { epochs: 2, batchSize: 10, klWeight: constant(0.2) }
    const weightsOf = async (model: Recommender) => (await model.state()).arrays
    const whole = vamp({ ...small, pseudoInputs: 4 })
    await whole.fit(data, options)
    const checkpoints = memoryCheckpoints()
    let stops = 0
    for (let stopped: string | undefined = 'aborted'; stopped === 'aborted'; stops++) {
      const model = vamp({ ...small, pseudoInputs: 4 })
      const stop = new AbortController()
      let steps = 0
      const report = await model.fit(data, {
        ...options,
        checkpoints,
        resume: true,
        signal: stop.signal,
        onEvent({ type }) {
          if (type === 'step' && ++steps === 5) stop.abort()
        },
      })
      stopped = report.stopped
      if (stopped !== 'aborted') expect(await weightsOf(model)).toEqual(await weightsOf(whole))
      model.dispose()
    }
    expect(stops).toBeGreaterThan(2)
    const other = vamp({ ...small, pseudoInputs: 4 })
    const otherBlocks = blocksOf(train, { usersOfBlock: 18 })
    await expect(other.fit(otherBlocks, { ...options, checkpoints, resume: true })).rejects.toMatchObject({
      code: 'HVAMP_OTHER_CHECKPOINT',
    })
    whole.dispose()
  })

  it('counts items for popularity, and is refused by models that need all of the data at once', async () => {
    const blocks = blocksOf(train, { usersOfBlock: 20 })
    const [inMemory, inBlocks] = [popularity(), popularity()]
    await inMemory.fit(train)
    await inBlocks.fit(blocks)
    expect(await inBlocks.score(validation.foldIn)).toEqual(await inMemory.score(validation.foldIn))
    await expect(ease().fit(blocks)).rejects.toThrow(
      'ease.fit: interactions must be in memory, got blocks of users, which networks and popularity read',
    )
  })
})
