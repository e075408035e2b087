import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const ROUNDS = 2 // in turns: a machine is not always as fast

/**
 * Training steps of Mult-VAE on users in blocks of a disk, against the same steps with all of them in memory: 200 million made-up
 * interactions of 4 million users.
 *
 * @param options.users how many there are, in place of 4 million
 */
export async function largerThanMemory({ quick, backends: [backend], users = quick ? 20_000 : 4_000_000 }) {
  const sizes = quick
    ? {
        items: 500,
        perUser: 20,
        usersOfBlock: 2000,
        hidden: 20,
        latent: 8,
        batch: 100,
        warmUp: 10,
        steps: 80,
      }
    : {
        items: 20_000,
        perUser: 50,
        usersOfBlock: 80_000,
        hidden: 200,
        latent: 64,
        batch: 500,
        warmUp: 20,
        steps: 480,
      }
  const most = Math.ceil(users / sizes.batch)
  const shape = { users, ...sizes, steps: Math.min(sizes.steps, most - sizes.warmUp) }
  const parent = await mkdtemp(join(tmpdir(), 'hvamp-larger-'))
  const folder = join(parent, 'blocks')
  try {
    const { result: written } = await runApart('write-blocks', { folder, ...shape })
    const results = []
    for (let round = 1; round <= ROUNDS; round++) {
      for (const where of ['blocks', 'memory']) {
        const { result, peakBytes } = await runApart('train-on-blocks', { folder, where, backend, ...shape })
        results.push({ where, round, ...result, peakBytes })
      }
    }
    console.log(
      `Mult-VAE on ${backend}: ${shape.steps} steps of ${shape.batch} users, of ${users} with ${shape.perUser} of ${shape.items} items, ` +
        `${users * shape.perUser} interactions in blocks of ${shape.usersOfBlock} users`,
    )
    printTable(
      [
        'users in',
        'users/s',
        'ms a step',
        's to read all',
        'GB after warm-up',
        'GB at the end',
        'GB at most',
      ],
      results.map((row) => [
        row.where,
        row.usersPerSecond,
        (1000 * row.seconds) / row.steps,
        row.readingSeconds,
        row.rssAfterWarmUp / 1e9,
        row.rssAtEnd / 1e9,
        row.peakBytes / 1e9,
      ]),
    )
    const best = (where) =>
      Math.max(...results.filter((row) => row.where === where).map(({ usersPerSecond }) => usersPerSecond))
    const ofMemory = best('blocks') / best('memory')
    const peakBytes = Math.max(
      ...results.filter(({ where }) => where === 'blocks').map((row) => row.peakBytes),
    )
    console.log(
      `In blocks at ${(100 * ofMemory).toFixed(1)} % of the speed in memory, with ${(peakBytes / 1e9).toFixed(2)} GB at most\n`,
    )
    return { backend, ...shape, interactions: users * shape.perUser, written, results, ofMemory, peakBytes }
  } finally {
    await rm(parent, { recursive: true })
  }
}
