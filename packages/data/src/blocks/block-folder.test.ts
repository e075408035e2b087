import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { roomOfBlocks } from '../interactions/interaction-blocks'
import { interactionsFrom } from '../interactions/interactions-from'
import { selectUsers } from '../interactions/select'
import { blockWriter, openBlocks } from './block-folder'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-blocks-'))
})
afterEach(() => rm(folder, { recursive: true }))

const few = interactionsFrom([
  { user: 'ann', item: 'tea' },
  { user: 'ann', item: 'rum' },
  { user: 'bob\n', item: 'tea' },
  { user: 'øre', item: 'ale' },
])

async function written(name: string, sizes: readonly number[]) {
  const writer = await blockWriter(join(folder, name), { itemIds: few.itemIds })
  let from = 0
  for (const size of sizes) {
    await writer.write(
      selectUsers(
        few,
        Array.from({ length: size }, (_, i) => from + i),
      ),
    )
    from += size
  }
  await writer.end()
  return openBlocks(join(folder, name))
}

describe('a folder of blocks', () => {
  it('gives back what was written, block by block, with and without room', async () => {
    const blocks = await written('train', [2, 1])
    expect(blocks).toMatchObject({ userCount: 3, itemCount: 3, interactionCount: 4 })
    expect([...(blocks.itemCounts as number[])]).toEqual([2, 1, 1])
    const room = new Int32Array(roomOfBlocks(blocks.blocks))
    for (const [block, users] of [[0, 1], [2]].entries()) {
      const expected = selectUsers(few, users)
      for (const given of [undefined, room]) {
        const { offsets, items } = await blocks.read(block, given)
        expect([...offsets]).toEqual([...expected.offsets])
        expect([...items]).toEqual([...expected.items])
      }
      expect(await blocks.userIds(block)).toEqual(expected.userIds)
    }
  })

  it('holds any ids and histories, also empty ones', async () => {
    let run = 0
    const user = fc.record({ id: fc.string({ unit: 'grapheme' }), items: fc.uniqueArray(fc.nat(4)) })
    await fc.assert(
      fc.asyncProperty(fc.array(user), async (users) => {
        const offsets = Int32Array.from([0, ...users.map(({ items }) => items.length)])
        for (let i = 1; i < offsets.length; i++) offsets[i]! += offsets[i - 1]!
        const items = Int32Array.from(users.flatMap((each) => each.items))
        const userIds = users.map(({ id }) => id)
        const place = join(folder, `any-${run++}`)
        const writer = await blockWriter(place, { itemIds: ['a', 'b', 'c', 'd', 'e'] })
        await writer.write({ userCount: users.length, offsets, items, userIds })
        await writer.end()
        const blocks = await openBlocks(place)
        const rows = await blocks.read(0)
        expect([rows.offsets, rows.items]).toEqual([offsets, items])
        expect(await blocks.userIds(0)).toEqual(userIds)
      }),
      { numRuns: 20 },
    )
  })

  it('refuses a block that was cut short, and one in which a byte differs', async () => {
    await written('cut', [3])
    const path = join(folder, 'cut', 'block-00000.bin')
    const bytes = await readFile(path)
    await truncate(path, 40)
    await expect((await openBlocks(join(folder, 'cut'))).read(0)).rejects.toThrow(
      `${path}: must be as it was written, ${bytes.length} bytes`,
    )
    bytes[50]! ^= 1
    await writeFile(path, bytes)
    await expect((await openBlocks(join(folder, 'cut'))).read(0)).rejects.toThrow('got SHA-256')
  })

  it('cannot be opened before its end was written, and refuses items without an id', async () => {
    const writer = await blockWriter(join(folder, 'begun'), { itemIds: ['tea'] })
    await expect(writer.write(few)).rejects.toThrow('blockWriter: items must be in [0, 1), got 1')
    await expect(openBlocks(join(folder, 'begun'))).rejects.toThrow('ENOENT')
  })
})
