import { blockWriter } from 'hvamp/data/node'
import { randomInteractions } from '../random-interactions.mjs'

/** Writes made-up users to a folder of blocks, one block in memory at a time. */
export default async function writeBlocks({ folder, users, items, perUser, usersOfBlock }) {
  const itemIds = Array.from({ length: items }, (_, i) => `${i + 1}`)
  const began = performance.now()
  const writer = await blockWriter(folder, { itemIds })
  for (let first = 0; first < users; first += usersOfBlock) {
    const count = Math.min(usersOfBlock, users - first)
    const { offsets, items: columns } = randomInteractions({
      users: count,
      items,
      perUser,
      seed: first + 1,
      itemIds,
    })
    const userIds = Array.from({ length: count }, (_, i) => `${first + i + 1}`)
    await writer.write({ userCount: count, offsets, items: columns, userIds })
  }
  await writer.end()
  return { seconds: (performance.now() - began) / 1000 }
}
