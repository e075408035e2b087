import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const bin = fileURLToPath(new URL('../../packages/hvamp/bin/hvamp.js', import.meta.url))

/**
 * `hvamp recommend --shard` for everybody: one process on all cores, then shards of one thread each, as many at once as there are
 * cores; then one shard that looks for its users in all files.
 *
 * @param options.users how many there are, in place of 2 million
 */
export async function shards({ quick, backends, users = quick ? 20_000 : 2_000_000 }) {
  const sizes = quick
    ? { items: 500, perUser: 20, hidden: 60, latent: 20, batch: 50 }
    : { items: 10_000, perUser: 20, hidden: 600, latent: 200, batch: 200 }
  const shape = { users, files: 40, shards: 8, ...sizes }
  const [backend] = backends
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-shards-'))
  try {
    await runApart('write-orders', { folder, ...shape })
    const cores = availableParallelism()
    const coresOfOne = backend === 'native' ? cores : 1 // only the BLAS has threads
    const single = await together([{ folder, out: 'single', shard: '0/1', by: 'files', backend }], 1)
    const all = Array.from({ length: shape.shards }, (_, index) => ({
      folder,
      out: 'many',
      shard: `${index}/${shape.shards}`,
      by: 'files',
      backend,
      isOfOneThread: backend === 'native',
    }))
    const many = await together(all, cores)
    const byUsers = await together([{ ...all[0], out: 'scattered', by: 'users' }], 1)
    const merged = await merge(folder)
    const results = [
      { what: 'one process', cores: coresOfOne, ...single },
      { what: `${shape.shards} shards, ${cores} at once`, cores, ...many },
      { what: `1 of ${shape.shards} shards, by users`, cores: 1, ...byUsers },
    ].map((result) => ({ ...result, perCore: result.users / result.seconds / result.cores }))
    console.log(
      `hvamp recommend --shard on ${backend}: ${users} users with ${shape.perUser} of ${shape.items} items, lists of 10`,
    )
    printTable(
      [
        '',
        'cores',
        'users',
        'seconds',
        'users/s per core',
        'MB after a block',
        'MB after the last',
        'MB at most',
      ],
      results.map(({ what, cores, users, seconds, perCore, memory }) => [
        what,
        cores,
        users,
        seconds,
        perCore,
        memory.first,
        memory.last,
        memory.most,
      ]),
    )
    const ofShards = results[1].perCore / results[0].perCore
    console.log(
      `Per core the shards have ${(100 * ofShards).toFixed(0)} % of the one process; merged in ${merged.seconds.toFixed(1)} s\n`,
    )
    return { backend, ...shape, results, ofShards, merged }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Runs shards, so many at once; their users, the time, and the memory of each after its first and last block, and at most. */
async function together(shards, atOnce) {
  const began = performance.now()
  const waiting = [...shards]
  const work = async () => {
    for (let shard = waiting.shift(); shard; shard = waiting.shift()) await hvamp(shard.folder, argsOf(shard))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const seconds = (performance.now() - began) / 1000
  const manifests = []
  for (const { folder, out, shard } of shards) {
    const name = `part-${shard.split('/')[0].padStart(5, '0')}.json`
    manifests.push(JSON.parse(await readFile(join(folder, out, '_hvamp', name), 'utf8')))
  }
  const memory = manifests.map(({ blocks }) => blocks.map(({ memoryMegabytes }) => memoryMegabytes))
  const blocks = manifests.flatMap(({ blocks }) => blocks)
  return {
    users: blocks.reduce((sum, { users }) => sum + users, 0),
    seconds,
    memory: {
      first: Math.max(...memory.map((ofShard) => ofShard[0])),
      last: Math.max(...memory.map((ofShard) => ofShard.at(-1))),
      most: Math.max(...blocks.map(({ peakMemoryMegabytes }) => peakMemoryMegabytes)),
      blocks: memory[0], // of the first shard, after each
    },
  }
}

function argsOf({ out, shard, by, backend, isOfOneThread }) {
  return [
    ...[
      'recommend',
      'model',
      '--shard',
      shard,
      '--shard-by',
      by,
      '--history',
      'orders/*.parquet',
      '--out',
      out,
    ],
    ...['--backend', backend, '--implicit', ...(isOfOneThread ? ['--threads', '1'] : [])],
  ]
}

async function merge(folder) {
  const began = performance.now()
  await hvamp(folder, ['merge', 'many', '--out', 'lists.parquet'])
  return { seconds: (performance.now() - began) / 1000 }
}

async function hvamp(cwd, args) {
  const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code, signal] = await once(child, 'exit')
  if (code !== 0) throw new Error(`hvamp ${args.join(' ')}: must end with 0, got ${signal ?? code}`)
}
