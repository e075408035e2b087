import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelNames } from '@hvamp/models/definitions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isUsedBy } from '../settings/model'
import { hvamp, jsonLines, scratch, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
})
afterAll(() => remove())

const small = {
  ...{ hidden: 8, latent: 4, pseudoInputs: 5, batch: 40, epochs: 2, warmUp: 1, patience: 1, factors: 6 },
}

/** Small sizes of the options that the model has a use for. */
function smallFor(model: string): string[] {
  const used = Object.entries(small).filter(([name]) => isUsedBy(model as never, name))
  return used.flatMap(([name, value]) => [
    `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`,
    String(value),
  ])
}

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
  return stdout
}

describe.each(modelNames)('train --model %s', (model) => {
  it('makes a run with a validation, that evaluate works on', async () => {
    const args = ['train', 'ratings.csv', '--model', model, '--out', model, ...smallFor(model)]
    await done(...args, '--held-out', '40', '--backend', 'wasm')
    const files = await readdir(join(folder, model))
    for (const name of ['config.json', 'data.json', 'metrics.json', 'model', 'per-user.csv'])
      expect(files).toContain(name)
    expect(files.includes('history.csv')).toBe(isUsedBy(model, 'epochs'))
    expect(files).not.toContain('checkpoint')

    const read = async (name: string) => JSON.parse(await readFile(join(folder, model, name), 'utf8'))
    const { options } = await read('config.json')
    expect(options.model).toBe(model)
    const { validation, test, trainingSeconds } = await read('metrics.json')
    expect(trainingSeconds).toBeGreaterThan(0)
    expect(Object.keys(test.models)).toEqual([...new Set([model, 'popularity'])])

    const evaluate = ['evaluate', model, '--part', 'validation', '--json', '--backend', 'wasm']
    expect(jsonLines(await done(...evaluate))).toMatchObject([
      { models: { [model]: { metrics: { 'ndcg@100': { mean: validation } } } } },
    ])
  })
})

it('a model of ratings keeps them, says how near it comes, and refuses clicks', async () => {
  const args = ['--model', 'mf', '--factors', '3', '--held-out', '40', '--backend', 'wasm']
  const shown = await done('train', 'ratings.csv', ...args, '--out', 'rated')
  expect(shown).toMatch(/RMSE \d\.\d{4}, MAE \d\.\d{4} over [\d,]+ held-out ratings/)
  const read = async (name: string) => JSON.parse(await readFile(join(folder, 'rated', name), 'utf8'))
  expect((await read('config.json')).options).toMatchObject({ keepRatings: true, implicit: true })
  const { ratings } = (await read('metrics.json')).test
  const [line] = jsonLines(await done('evaluate', 'rated', '--json', '--backend', 'wasm'))
  expect(line).toMatchObject({ ratings })
  const clicks = await hostedHvamp(folder, ['train', 'ratings.csv', ...args, '--at-least', '4'])
  expect(clicks).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      '--at-least: must come with a model that has no ratings to learn, got --model mf',
    ),
  })
  for (const asked of [
    ['recommend', 'rated', '--history', 'ratings.csv'],
    ['evaluate', 'rated', 'ratings.csv'],
  ]) {
    expect(await hostedHvamp(folder, [...asked, '--at-least', '3'])).toMatchObject({
      code: 2,
      stderr: 'hvamp: --at-least: must come with a model that has no ratings to learn, got mf of rated\n',
    })
  }
  await done('split', 'ratings.csv', '--held-out', '40', '--out', 'clicks')
  const bare = await hostedHvamp(folder, ['train', 'clicks', '--model', 'mf'])
  expect(bare).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('clicks: must have ratings for --model mf'),
  })
  await done('split', 'ratings.csv', '--held-out', '40', '--out', 'kept', '--keep-ratings')
  await done('train', 'kept', '--model', 'mf', '--factors', '3', '--out', 'of-split', '--backend', 'wasm')
  expect(JSON.parse(await readFile(join(folder, 'of-split', 'metrics.json'), 'utf8')).test.ratings).toEqual(
    ratings,
  )
})

it('a model without batches says how far it is, and is fitted again by --resume', async () => {
  await writeSample(join(folder, 'many.csv'), 6000)
  let stopped = false
  const first = await hvamp(
    folder,
    ['train', 'many.csv', '--model', 'wmf', '--epochs', '400', '--factors', '60', '--out', 'wmf-stopped'],
    {
      onStderr(soFar, child) {
        if (!stopped && /epoch 1\/400, loss /.test(soFar)) stopped = child.kill('SIGINT')
      },
    },
  )
  expect(first).toMatchObject({ code: 130, stdout: '' })
  expect(first.stderr).toMatch(/users [\d,]+\/[\d,]+\n/)
  expect(first.stderr).toContain('begin again with: hvamp train --resume wmf-stopped')
  const config = join(folder, 'wmf-stopped', 'config.json')
  const shorter = (await readFile(config, 'utf8')).replace('"epochs": 400', '"epochs": 2')
  await writeFile(config, shorter)
  const resumed = await hostedHvamp(folder, ['train', '--resume', 'wmf-stopped'])
  expect(resumed).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('wmf-stopped: has no checkpoint, so the run begins again\n'),
  })
  const history = await readFile(join(folder, 'wmf-stopped', 'history.csv'), 'utf8')
  expect(
    history
      .trimEnd()
      .split('\n')
      .map((line) => line.split(',')[0]),
  ).toEqual(['epoch', '1', '2'])
})

it('pseudo-inputs can have the items of users only, which the saved model says', async () => {
  const args = ['train', 'ratings.csv', '--model', 'vamp', '--out', 'sparse', '--pseudo-inputs', '7']
  await done(...args, '--pseudo-input-support', 'users', '--pseudo-input-items', '5', '--epochs', '1')
  const [info] = jsonLines(await done('info', 'sparse', '--json'))
  expect(info).toMatchObject({
    options: { pseudoInputSupport: 'users', pseudoInputItems: 5 },
    epochs: { done: 1, planned: 1, best: 1 },
    data: { source: { path: 'ratings.csv' }, reading: { format: 'table' } },
    kept: ['ratings ≥ 4', 'users with ≥ 5 items'],
  })
  expect(await done('info', 'sparse')).toMatch(
    /\nepochs +1 of at most 1, best 1\ndata +ratings\.csv\nkept +ratings ≥ 4, then users with ≥ 5 items\nusers +[\d,]+ trained on, \d+ held out for validation, \d+ for test\nitems +\d+\n[\s\S]*\n\ndata read: a table with .*\n$/,
  )
})

it('pseudo-inputs can start as users and go without dropout, which the saved model says', async () => {
  const args = ['train', 'ratings.csv', '--model', 'vamp', '--out', 'users', '--pseudo-inputs', '7']
  await done(...args, '--pseudo-input-start', 'users', '--no-pseudo-input-dropout', '--epochs', '1')
  const [info] = jsonLines(await done('info', 'users', '--json'))
  expect(info).toMatchObject({ options: { pseudoInputStart: 'users', pseudoInputDropout: false } })
})
