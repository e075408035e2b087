import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch, writeSample } from '../actions/command.fixture'
import { loadSplitOf } from '../inputs/load-split'
import { requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { type RunSettings, runDefaults } from '../settings/run-settings'
import { silent } from '../terminal/output'
import { readRun } from './run-folder'
import { runTraining } from './run-training'
import { beginJob, type JobOptions, resumeJob } from './training-job'
import { heldOutAgain } from './training-users'

let folder: string
let remove: () => Promise<void>
const at = (...path: string[]) => join(folder, ...path)

async function train(name: string, chosen: Partial<JobOptions>): Promise<void> {
  const options = { ...runDefaults, backend: 'wasm', model: 'popularity', out: at(name), ...chosen }
  const job = await beginJob(
    at('ratings.csv'),
    requested(options as JobOptions, ['model', ...Object.keys(chosen)]),
    silent,
  )
  await runTraining(job, silent, { checkpointSeconds: 60 })
}

/** The configuration with some options changed by hand. */
async function altered(name: string, options: Partial<RunSettings>): Promise<RunConfig> {
  const config = await readRun(at(name))
  return { ...config, options: { ...config.options, ...options } }
}

/** As an early version wrote it. */
function early({ data, ...config }: RunConfig): RunConfig {
  const without = ({ users, interactions }: RunConfig['data']['train']) => ({ users, interactions })
  const [own, validation, test] = [without(data.train), without(data.validation), without(data.test)]
  return { ...config, data: { ...data, train: own, validation, test } }
}

beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(at('ratings.csv'), 80)
  await train('strong', { heldOut: 20 })
  await train('weak', { split: 'weak' })
})
afterAll(() => remove())

describe('a run whose config.json was altered', () => {
  it('divides its data as before where it was not', async () => {
    for (const name of ['strong', 'weak']) {
      const { split } = await heldOutAgain(at(name), await readRun(at(name)))
      expect(split.test.foldIn.userCount).toBeGreaterThan(0)
    }
    await heldOutAgain(at('strong'), early(await readRun(at('strong'))))
  })

  it.each([
    ['strong', { splitSeed: 1 }, /with \d+ users and \d+ interactions for train, got \d+ users/],
    ['strong', { heldOut: 19 }, /for train, got \d+ users/],
    ['strong', { atLeast: 3 }, /for train, got \d+ users/],
    ['weak', { splitSeed: 1 }, /with \d+ users and \d+ interactions for train, got others/], // as many of each user
  ] as const)('is refused: %s, %o', async (name, options, message) => {
    const config = await altered(name, options)
    const again = loadSplitOf(at(name), config)
    await expect(again).rejects.toThrow(
      /config\.json: options must divide the data as when the run was begun/,
    )
    await expect(loadSplitOf(at(name), config)).rejects.toThrow(message)
  })

  it('is refused where a user whom it holds out was trained on, though its counts fit', async () => {
    const config = early(await altered('strong', { splitSeed: 1 }))
    const { data } = await readRun(at('strong'))
    const counted = await loadSplitOf(at('strong'), config).catch((error: Error) => error.message)
    const [users, interactions] = String(counted)
      .match(/got (\d+) users and (\d+)/)!
      .slice(1)
      .map(Number)
    expect(users).toBe(data.train.users)
    const forged = { ...config.data, train: { users: users!, interactions: interactions! } }
    for (const part of ['validation', 'test'] as const) {
      const message = await loadSplitOf(at('strong'), { ...config, data: forged }).catch(
        (error: Error) => error.message,
      )
      const got = String(message).match(new RegExp(`for ${part}, got (\\d+) users and (\\d+)`))
      if (got) forged[part] = { users: Number(got[1]), interactions: Number(got[2]) }
    }
    await expect(heldOutAgain(at('strong'), { ...config, data: forged })).rejects.toThrow(
      /config\.json: options must hold out users who took no part in the training, got \d+ of 20 who did, first '\d+' \(trained-users\.bin\)/,
    )
  })

  it('is not resumed', async () => {
    await cp(at('weak', 'config.json'), at('copy', 'config.json'), { recursive: true })
    const text = await readFile(at('copy', 'config.json'), 'utf8')
    await writeFile(at('copy', 'config.json'), text.replace(/"splitSeed": \d+/, '"splitSeed": 1'))
    const resumed = resumeJob(at('copy'), undefined, requested({} as JobOptions), silent)
    await expect(resumed).rejects.toThrow(/copy\/config\.json: options must divide the data as when/)
  })
})
