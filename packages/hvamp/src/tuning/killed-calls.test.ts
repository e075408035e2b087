import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hvamp, scratch, writeSample } from '../actions/command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 100)
  // counts the calls that change files; at the one of KILL_AT the process is gone, before the call or after it
  await writeFile(
    join(folder, 'kill.cjs'),
    `const fs = require('node:fs')
    if (process.argv.includes('tune')) {
      let calls = 0
      for (const name of ['open', 'mkdir', 'rename', 'rm', 'writeFile', 'unlink']) {
        const call = fs.promises[name]
        fs.promises[name] = async (...args) => {
          const isIt = String(args[0]).includes('tuned') && ++calls === Number(process.env.KILL_AT)
          if (isIt && process.env.KILL_WHEN === 'before') process.kill(process.pid, 'SIGKILL')
          try {
            return await call(...args)
          } finally {
            if (isIt) process.kill(process.pid, 'SIGKILL')
          }
        }
      }
      require('node:module').syncBuiltinESMExports()
    }`,
  )
})
afterAll(() => remove())

it('a tuning that is killed at any of its first 30 calls to the file system goes on', {
  timeout: 600_000,
}, async () => {
  const tune = ['tune', 'ratings.csv', '--model', 'popularity', '--held-out', '10', '--out', 'tuned']
  let killed = 0
  // every one of them takes seconds: each thirteenth stands for them in the quick suite, before and after by turns
  const step = isSlowToo ? 1 : 13
  for (let at = 1; at <= 30; at += step) {
    await rm(join(folder, 'tuned'), { recursive: true, force: true })
    const env = {
      NODE_OPTIONS: `--require ${join(folder, 'kill.cjs')}`,
      KILL_AT: `${at}`,
      KILL_WHEN: at % 2 ? 'before' : 'after',
    }
    const first = await hvamp(folder, tune, { env })
    if (first.signal === null) break // it makes fewer calls
    killed++
    const { code, stderr } = await hvamp(folder, tune)
    expect(code, `call ${at}: ${stderr}`).toBe(0)
    expect(JSON.parse(await readFile(join(folder, 'tuned', 'tune.json'), 'utf8'))).toHaveProperty('chosen')
    const left = await readdir(folder)
    expect(left.filter((name) => /unfinished/.test(name))).toEqual([])
  }
  expect(killed).toBeGreaterThan(isSlowToo ? 10 : 1)
})
