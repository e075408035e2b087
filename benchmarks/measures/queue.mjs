import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { redisRequests } from '../redis-requests.mjs'
import { runApart } from '../run-apart.mjs'
import { printTable } from '../table.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = join(root, 'packages/hvamp/bin/hvamp.js')

/** What a queue carries: connections, bytes and requests of workers and their coordinator on Redis and on PostgreSQL, and a job. */
export async function queue({ quick }) {
  const shape = quick ? { workers: 3, seconds: 4 } : { workers: 20, seconds: 30 }
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-queue-'))
  try {
    const { startRedis } = await bundled('redis-server', folder)
    const { startPostgres } = await bundled('postgres-server', folder)
    const kinds = [
      {
        name: 'Redis',
        start: () => startRedis('secret'),
        address: 'redis://:secret@127.0.0.1:PORT',
        requests: true,
      },
      {
        name: 'PostgreSQL',
        start: startPostgres,
        address: 'postgres://shop:secret@127.0.0.1:PORT/postgres',
        requests: false,
      },
    ]
    const servers = []
    let job
    for (const { name, start, address, requests } of kinds) {
      const server = await start()
      try {
        const { result } = await runApart('queue-traffic', { address, port: server.port, requests, ...shape })
        servers.push({ name, ...result })
        if (requests) job = await jobOf(folder, address, server.port) // last, for no worker is to take its jobs
      } finally {
        await server.stop()
      }
    }
    const rate = (part, workers, key) => part[key] && part[key] / part.seconds / workers
    printTable(
      [
        'server',
        'connections of a worker',
        'of a coordinator',
        'a worker',
        'bytes/s sent',
        'received',
        'requests/s',
      ],
      servers.flatMap(({ name, workers, connections, ...parts }) =>
        ['idle', 'working', 'reporting'].map((what) => [
          ...[name, connections.worker, connections.coordinator, what],
          ...['sent', 'received', 'requests'].map((key) => rate(parts[what], workers, key)),
        ]),
      ),
    )
    console.log(`A job of a tuning takes ${job.bytes.toFixed(0)} bytes of memory of the server\n`)
    return { ...shape, servers, job }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A server of the tests, which are in TypeScript. */
async function bundled(name, folder) {
  const outfile = join(folder, `${name}.mjs`)
  const entryPoints = [join(root, 'packages/testing/src', `${name}.ts`)]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
  return import(outfile)
}

/** Bytes of the server's memory that a job takes which `hvamp tune` puts into the queue. */
async function jobOf(folder, address, port) {
  const trials = 200
  const ratings = Array.from({ length: 4000 }, (_, i) => `${i % 200},${(i * 7919) % 97},5\n`)
  await writeFile(join(folder, 'ratings.csv'), `user,item,rating\n${ratings.join('')}`)
  const server = await redisRequests(address, port)
  const before = await server.memory()
  const args = [
    'tune',
    'ratings.csv',
    '--model',
    'mult-vae',
    '--random',
    'beta=0.1..1',
    '--trials',
    String(trials),
    '--out',
    'tuned',
  ]
  const child = spawn(process.execPath, [bin, ...args, '--queue', address.replace('PORT', String(port))], {
    cwd: folder,
    stdio: 'ignore',
  })
  let memory = before
  for (let isSame = false; !isSame || memory === before; ) {
    await wait(2000)
    const now = await server.memory()
    isSame = Math.abs(now - memory) < 10_000
    memory = now
    if (child.exitCode !== null)
      throw new Error(`hvamp ${args.join(' ')}: must wait for workers, got ${child.exitCode}`)
  }
  child.kill('SIGINT')
  await once(child, 'exit')
  const after = await server.memory()
  await server.close()
  return { trials, bytes: (after - before) / trials }
}
