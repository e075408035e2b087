import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runTraining } from '../runs/run-training'
import { beginJob, type JobOptions } from '../runs/training-job'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import type { Until } from '../settings/until'
import { silent } from '../terminal/output'
import { scratch, writeSample } from './command.fixture'
import { infoAction } from './info'

let folder: string
let remove: () => Promise<void>
const at = (...path: string[]) => join(folder, ...path)

/** A run as a kill leaves it: a copy, for this process holds the folder of its own until its end. */
async function stopped(name: string, until: Until | 'begin'): Promise<void> {
  const chosen = {
    ...({ model: 'mult-vae', hidden: 16, latent: 4, batch: 20, epochs: 3, heldOut: 20 } as const),
    ...({ backend: 'wasm', out: at(`${name}-here`) } as const),
  }
  const options = { ...runDefaults, ...chosen } as JobOptions
  const job = await beginJob(at('ratings.csv'), requested(options, Object.keys(chosen)), silent, {})
  if (until !== 'begin') await runTraining(job, silent, { checkpointSeconds: 60, until })
  job.model.dispose()
  await cp(at(`${name}-here`), at(name), { recursive: true })
}

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true) // progress
  ;({ folder, remove } = await scratch())
  await writeSample(at('ratings.csv'), 80)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await remove()
})

async function info(run: string, json: boolean): Promise<string> {
  let text = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk
    return true
  })
  await infoAction(at(run), { backend: 'wasm', json }).finally(() => spy.mockRestore())
  return text
}

it('of a paused run says how far it came, and how to finish it', async () => {
  await stopped('paused', 2)
  const resume = `hvamp train --resume ${at('paused')}`
  const { unfinished, model, data } = JSON.parse(await info('paused', true))
  expect({ unfinished, model, train: data.train.users }).toEqual({
    unfinished: {
      ...{ stage: 'trained', hasModel: false, isRunning: false, resume },
      epochs: { done: 2, planned: 3 },
      best: { epoch: expect.any(Number), validation: expect.any(Number) },
    },
    model: 'mult-vae',
    train: 40,
  })
  const table = await info('paused', false)
  expect(table).toMatch(
    /\nstate +not finished: it has a checkpoint\nepochs +2 of at most 3\nbest so far +epoch [12], /,
  )
  expect(table).toContain(`\n\nfinish it with: ${resume}\n`)
  expect(JSON.parse(await info('paused-here', true)).unfinished.isRunning).toBe(true)
  expect(await info('paused-here', false)).toMatch(/\nstate +a process trains it now\n(?!.*finish it with)/s)
})

it('of a run that was killed before its first checkpoint, or before its measures, says so', async () => {
  await stopped('begun', 'begin')
  expect(await info('begun', false)).toMatch(/\nstate +not finished: nothing of its training is kept yet\n/)
  await stopped('measured', 'test')
  expect(JSON.parse(await info('measured', true))).not.toHaveProperty('unfinished')
  await rm(at('measured', 'metrics.json'))
  const { unfinished, parameters } = JSON.parse(await info('measured', true))
  expect(unfinished).toMatchObject({ stage: 'validated', resume: `hvamp train --resume ${at('measured')}` })
  expect(parameters).toBeGreaterThan(0)
  expect(await info('measured', false)).toMatch(
    /\nparameters .*\nstate +not finished: its model is trained, but not measured\n.*finish it with: /s,
  )
})

it('refuses a run with a damaged file beside its model, and takes one without the file', async () => {
  await stopped('finished', 'test')
  const before = await info('finished', true)
  const files = ['per-user.csv', 'data.json', 'trained-users.bin', 'history.csv', 'latent.json']
  for (const name of files) {
    const path = at('finished', name)
    const bytes = await readFile(path)
    await truncate(path, bytes.length - 30)
    await expect(info('finished', true), name).rejects.toThrow(path)
    await rm(path)
    expect(await info('finished', true)).toBe(before)
    await writeFile(path, bytes)
  }
  const profile = await readFile(at('finished', 'data.json'), 'utf8')
  await writeFile(at('finished', 'data.json'), profile.replace('"users": 40', '"users": 41'))
  await expect(info('finished', true)).rejects.toThrow(
    /data\.json: must have the 40 users that config\.json has, got 41$/,
  )
})
