import type { ChildProcess } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { redisMissing, startRedis } from '@hvamp/testing/redis-server'
import type { TestServer } from '@hvamp/testing/server-process'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../stores/open-store'
import { credentialsOf, type S3Server, s3ServerKinds } from '../stores/s3-server.fixture'
import { hvamp, scratch, writeSample } from './command.fixture'

const options = [
  ...['--hidden', '64', '--latent', '16', '--batch', '10', '--warm-up', '10', '--epochs', '30'],
  ...['--patience', '30', '--held-out', '40', '--backend', 'wasm', '--threads', '1', '--min-item', '1'],
]
const tune = [
  'tune',
  'ratings.csv',
  '--model',
  'mult-vae',
  ...options,
  '--grid',
  'beta=0.2',
  '--out',
  'tuned',
]
const address = 's3://runs/team'

describe.each(s3ServerKinds)('workers that share $name, and no folder', ({ missing, start }) => {
  const lacks = missing ?? redisMissing
  const why = isSlowToo ? (lacks === undefined ? '' : ` (skipped: ${lacks})`) : whetherSlowSkipped
  const isHere = isSlowToo && lacks === undefined
  let folder: string
  let remove: () => Promise<void>
  let redis: TestServer
  let server: S3Server
  let env: Record<string, string>
  beforeAll(async () => {
    if (!isHere) return
    ;({ folder, remove } = await scratch())
    await writeSample(join(folder, 'ratings.csv'), 400)
    for (const name of ['alone', 'home', 'one', 'two', 'bare']) {
      await mkdir(join(folder, name))
      await copyFile(join(folder, 'ratings.csv'), join(folder, name, 'ratings.csv'))
    }
    redis = await startRedis()
    server = await start()
    env = credentialsOf(server)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await redis?.stop()
    await server?.stop()
    await remove?.()
  })

  it.skipIf(!isHere)(
    `resume what a killed worker left, to the same bits; the models come to the coordinator${why}`,
    async () => {
      const alone = await hvamp(join(folder, 'alone'), tune)
      expect(alone.code, alone.stderr).toBe(0)
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
      const queue = `redis://127.0.0.1:${redis.port}`
      const places = ['--queue', queue, '--store', address]
      const begin = (name: string, ...more: string[]) => {
        let child: ChildProcess | undefined
        const args = ['worker', ...more, '--lost-after', '1', '--checkpoint-seconds', '0.2', '--threads', '1']
        const ended = hvamp(join(folder, name), args, {
          onStderr: (_, process) => {
            child = process
          },
        })
        return { ended, kill: (signal: NodeJS.Signals) => child!.kill(signal) }
      }
      const coordinator = hvamp(join(folder, 'home'), [...tune, ...places])
      const bare = begin('bare', '--queue', queue)
      await setTimeout(3000)
      const one = begin('one', ...places)
      const store = await openStore(address, 'write')
      const manifests = async () => (await store.keysIn('')).filter((key) => key.endsWith('/run.json'))
      while ((await manifests()).length === 0) await setTimeout(50)
      one.kill('SIGKILL')
      await one.ended
      await rm(join(folder, 'one'), { recursive: true, maxRetries: 10, retryDelay: 200 }) // its training just ends
      const two = begin('two', ...places)
      const { code, stderr } = await coordinator
      expect(code, stderr).toBe(0)
      for (const { kill, ended } of [bare, two]) {
        kill('SIGINT')
        expect(await ended).toMatchObject({ code: 130 })
      }
      expect(stderr).toMatch(
        /refuses: the job needs a worker of --store s3:\/\/runs\/team, .*got a worker without/,
      )
      expect(stderr).toMatch(/: resumes on /)
      const modelOf = async (name: string) => {
        const [trial] = await readdir(join(folder, name, 'tuned', 'trials'))
        const run = join(folder, name, 'tuned', 'trials', trial!)
        const weights = (await readdir(join(run, 'model'))).find((file) => file.endsWith('.safetensors'))!
        const { test, validation, bestEpoch } = JSON.parse(await readFile(join(run, 'metrics.json'), 'utf8'))
        return {
          weights: [weights, await readFile(join(run, 'model', weights))],
          test,
          validation,
          bestEpoch,
        }
      }
      expect(await modelOf('home')).toEqual(await modelOf('alone'))
      expect(await store.keysIn('')).toEqual(['hvamp-store'])
    },
    300_000,
  )
})
