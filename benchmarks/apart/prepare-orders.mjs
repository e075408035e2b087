import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareInteractions, readRatings } from 'hvamp/data/node'

const HELD_OUT = 200

/** Prepares the orders of a folder as `hvamp prepare` does: seconds of the processor, bytes of the result and of its folder at most. */
export default async function prepareOrders({ folder }) {
  const orders = join(folder, 'orders')
  const files = (await readdir(orders)).sort().map((name) => join(orders, name))
  const place = join(folder, 'prepared')
  await mkdir(place)
  let mostBytes = 0
  const look = setInterval(async () => {
    mostBytes = Math.max(mostBytes, await bytesIn(place))
  }, 200)
  const before = process.cpuUsage()
  const prepared = await prepareInteractions(place, {
    read: (builder) => readRatings(files, { builder }),
    keep: () => ({}),
    split: () => ({ heldOut: HELD_OUT }),
  })
  const { user, system } = process.cpuUsage(before)
  clearInterval(look)
  const bytes = await bytesIn(place)
  await rm(place, { recursive: true })
  return { cpuSeconds: (user + system) / 1e6, interactions: prepared.kept.interactions, bytes, mostBytes }
}

/** Files that go away meanwhile count nothing. */
async function bytesIn(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (info) => (info.isFile() ? info.size : 0),
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
