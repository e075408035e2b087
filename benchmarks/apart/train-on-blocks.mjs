import { multVae, useBackend } from 'hvamp'
import { openBlocks } from 'hvamp/data/node'
import { constant } from 'hvamp/training'

/** Steps of a fit on a folder of blocks, read one at a time or all of them before: how long they take, and the memory. */
export default async function trainOnBlocks({
  folder,
  where,
  backend,
  hidden,
  latent,
  batch,
  warmUp,
  steps,
}) {
  await useBackend(backend)
  const blocks = await openBlocks(folder)
  const began = performance.now()
  const data = where === 'memory' ? await allOf(blocks) : blocks
  const readingSeconds = (performance.now() - began) / 1000
  const stop = new AbortController()
  const times = []
  const memory = []
  await multVae({ hidden, latent }).fit(data, {
    epochs: 1,
    batchSize: batch,
    klWeight: constant(0.3),
    signal: stop.signal,
    onEvent({ type }) {
      if (type !== 'step') return
      times.push(performance.now())
      memory.push(process.memoryUsage.rss())
      if (times.length === warmUp + steps) stop.abort()
    },
  })
  const measured = times.slice(warmUp - 1)
  const seconds = (measured.at(-1) - measured[0]) / 1000
  return {
    readingSeconds,
    steps: measured.length - 1,
    seconds,
    usersPerSecond: ((measured.length - 1) * batch) / seconds,
    rssAfterWarmUp: memory[warmUp - 1],
    rssAtEnd: memory.at(-1),
  }
}

/** All blocks as interactions in memory. */
async function allOf(blocks) {
  const { userCount, itemCount, interactionCount, itemIds } = blocks
  const offsets = new Int32Array(userCount + 1)
  const items = new Int32Array(interactionCount)
  const userIds = []
  let start = 0
  for (const block of blocks.blocks.keys()) {
    const rows = await blocks.read(block)
    items.set(rows.items, start)
    for (let row = 1; row <= rows.userCount; row++) offsets[userIds.length + row] = start + rows.offsets[row]
    for (const id of await blocks.userIds(block)) userIds.push(id)
    start += rows.items.length
  }
  return { userCount, itemCount, offsets, items, userIds, itemIds }
}
