import type { ChildProcess } from 'node:child_process'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { redisMissing, startRedis } from '@hvamp/testing/redis-server'
import type { TestServer } from '@hvamp/testing/server-process'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, hvamp, jsonLines, scratch, writeSample } from './command.fixture'

const why = redisMissing === undefined ? '' : ` (skipped: ${redisMissing})`
const ease = ['ratings.csv', '--model', 'ease', '--held-out', '40', '--backend', 'wasm', '--grid', 'l2=30']

describe.skipIf(redisMissing !== undefined)(`workers of a queue${why}`, () => {
  let folder: string
  let remove: () => Promise<void>
  let server: TestServer
  let queue: string
  let shown: string
  beforeAll(async () => {
    ;({ folder, remove } = await scratch())
    server = await startRedis('secret')
    shown = `redis://127.0.0.1:${server.port}`
    queue = shown.replace('//', '//:secret@')
    for (const name of ['home', 'copy', 'other']) await mkdir(join(folder, name))
    await writeSample(join(folder, 'home', 'ratings.csv'))
    await copyFile(join(folder, 'home', 'ratings.csv'), join(folder, 'copy', 'ratings.csv'))
    await writeSample(join(folder, 'other', 'ratings.csv'), 210)
  })
  afterAll(async () => {
    await server?.stop()
    await remove()
  })

  const outputs: string[] = []
  async function run(
    cwd: string,
    args: readonly string[],
    onWord?: (text: string, child: ChildProcess) => void,
  ) {
    const ended = await hvamp(join(folder, cwd), args, { ...(onWord && { onStderr: onWord }) })
    outputs.push(ended.stdout, ended.stderr)
    return ended
  }
  const tune = (out: string, ...more: string[]) => ['tune', ...ease, '--out', out, ...more]
  const read = (...path: string[]) => readFile(join(folder, ...path), 'utf8')
  const leaderboard = async (...path: string[]) =>
    (await read(...path, 'leaderboard.csv')).replace(/,\d+\.\d,finished/g, ',,finished') // without seconds

  it('refuse other data, and make the trial; without a shared folder the models stay with them', async () => {
    const workers: { child?: ChildProcess; ended: Promise<Ended> }[] = []
    const begin = (cwd: string) => {
      const worker: (typeof workers)[number] = {
        ended: run(cwd, ['worker', '--queue', queue, '--lost-after', '2'], (_, child) => {
          worker.child = child
        }),
      }
      workers.push(worker)
    }
    begin('other')
    let isRefused = false
    const { code, stdout, stderr } = await run('home', tune('tuned', '--queue', queue), (text) => {
      if (isRefused || !/refuses: .*must have SHA-256/.test(text)) return
      isRefused = true
      begin('copy')
    })
    expect(code, stderr).toBe(0)
    expect(isRefused).toBe(true)
    for (const { child } of workers) child!.kill('SIGINT')
    for (const { ended } of workers) expect(await ended).toMatchObject({ code: 130, stdout: '' })
    expect(await leaderboard('home', 'tuned')).toMatch(/\n1,001-l2=30,30,0\.\d+,,0,,finished,\n$/)
    const best = /chosen: (\S+?);/.exec(stdout)![1]!
    expect(stdout).toContain(`in ${join(folder, 'copy', best)}`)
    const { stderr: none } = await run('home', ['recommend', best, '--items', '1'])
    expect(none).toMatch(/its model is on \S+, in .*copy/)
    expect(await read('copy', best, 'model', 'model.json')).toContain('ease')
  })

  it.runIf(isSlowToo)(
    `resume what a coordinator left that was stopped, which the next one only has to collect${whetherSlowSkipped}`,
    async () => {
      const left = await run('home', tune('left', '--queue', queue), (text, child) => {
        if (/jobs are in.*\n$/.test(text)) child.kill('SIGINT') // once, for a second one ends it at once
      })
      expect(left).toMatchObject({ code: 130 })
      expect(left.stderr).toContain(`resume with: hvamp tune --resume left --queue ${shown}`)
      const worker = await run('home', ['worker', '--queue', queue, '--idle-minutes', '0.04', '--json'])
      expect(worker).toMatchObject({ code: 0, stderr: '' })
      expect(jsonLines(worker.stdout).map(({ event }) => event)).toEqual(['worker', 'begin', 'end'])
      const { code, stderr } = await run('home', ['tune', '--resume', 'left', '--queue', queue])
      expect(code, stderr).toBe(0)
      expect(stderr).toContain('from before')
      expect(await leaderboard('home', 'left')).toBe(await leaderboard('home', 'tuned'))
    },
  )

  it.runIf(isSlowToo)(`never get a job that was taken out${whetherSlowSkipped}`, async () => {
    const cancelled = await run('home', tune('cancelled', '--queue', queue, '--cancel'))
    expect(cancelled).toMatchObject({ code: 0 })
    expect(cancelled.stderr).toContain('the jobs are taken out')
  })

  it('are named where what failed is tried again', async () => {
    const failing = [
      tune('late', '--trial-minutes', '0.00001'),
      ['train', 'ratings.csv', '--model', 'popularity', '--folds', '3', '--out', 'failing'],
    ]
    for (const args of failing) await run('home', args)
    for (const fold of [1, 2, 3]) {
      const path = join(folder, 'home', 'failing', 'runs', `fold-${fold}-seed-98765`)
      await rm(path, { recursive: true })
      await writeFile(`${path}.failed.json`, '{ "reason": "was killed" }')
    }
    for (const [command, out] of [
      ['tune', 'late'],
      ['train', 'failing'],
    ] as const) {
      const { stderr } = await run('home', [command, '--resume', out, '--queue', queue])
      expect(stderr).toContain(`again with: hvamp ${command} --resume ${out} --retry --queue ${shown}\n`)
    }
  }, 60_000)

  it('are refused in a line what is wrong, and no password is said', async () => {
    for (const [args, message] of [
      [['worker', '--queue', 'amqp://:secret@host'], /must be an address that begins with redis:\/\//],
      [['worker', '--queue', queue, '--folder', 'nowhere'], /--folder: must be a folder, got 'nowhere'/],
      [tune('new', '--cancel'), /--cancel: must come with --queue/],
    ] as const) {
      const { code, stderr } = await run('home', args)
      expect({ args, code }).toEqual({ args, code: 2 })
      expect(stderr).toMatch(message)
    }
    expect(outputs.join('\n')).not.toContain('secret')
  })
})
