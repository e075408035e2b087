import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, scratch, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
let trial: string
const tuned = 'tuned'
const backend = ['--backend', 'wasm']
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  const ease = ['ratings.csv', '--model', 'ease', '--held-out', '40', ...backend]
  await done('tune', ...ease, '--out', tuned, '--grid', 'l2=5000,30')
  await done('train', 'ratings.csv', '--model', 'popularity', '--held-out', '40', '--out', 'popularity')
  const { chosen } = JSON.parse(await readFile(join(folder, tuned, 'tune.json'), 'utf8'))
  trial = join(tuned, 'trials', chosen.name)
})
afterAll(() => remove())

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
  return stdout
}

/** What each command is given after the folder of a run. */
const commands: readonly (readonly [name: string, ...rest: string[]])[] = [
  ['recommend', '--items', '1,2,3', '--top', '4', '--json', ...backend],
  ['recommend', '--history', 'ratings.csv', '--top', '2', '--json', ...backend],
  ['evaluate', '--json', ...backend],
  ['evaluate', 'ratings.csv', '--json', ...backend],
  ['compare', 'popularity', '--json'],
  ['info', '--json', ...backend],
  ['popular', '--json', ...backend],
  ['similar', '--items', '5', '--json', ...backend],
]

describe('the folder of a tuning', () => {
  it.each(commands)('stands for its best trial: %s %s', async (name, ...rest) => {
    const ofTrial = await done(name, trial, ...rest)
    expect(jsonLines(ofTrial).length).toBeGreaterThan(0)
    expect(await done(name, tuned, ...rest)).toBe(ofTrial)
  })

  it('stands for its best trial in a report', async () => {
    await done('report', tuned, 'popularity', '--out', 'of-tuning.html')
    await done('report', trial, 'popularity', '--out', 'of-trial.html')
    const page = await readFile(join(folder, 'of-tuning.html'), 'utf8')
    expect(page).toBe(await readFile(join(folder, 'of-trial.html'), 'utf8'))
    expect(page).toContain('EASE')
  })
})

describe('a tuning without a trial to take', () => {
  const withoutOut: typeof commands = [...commands, ['report', 'popularity', '--out', 'never.html']]
  beforeAll(async () => {
    const late = ['--epochs', '100000', '--patience', '100000', '--grid', 'seed=1', '--trial-minutes', '0.02']
    const { code: made } = await hostedHvamp(folder, [
      ...['tune', 'ratings.csv', '--model', 'mult-vae', '--hidden', '8', '--latent', '4', '--held-out', '40'],
      ...[...late, ...backend, '--out', 'unfinished'],
    ])
    expect(made).toBe(2)
  })

  it.each(withoutOut)('that is finished is refused in a line that names it: %s %s', async (name, ...rest) => {
    expect(await hostedHvamp(folder, [name, 'unfinished', ...rest])).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: 'hvamp: unfinished: some trial must be finished, got none: hvamp tune --resume unfinished\n',
    })
  })

  it.each(withoutOut)('since its folder was removed is refused, naming it: %s %s', async (name, ...rest) => {
    await rm(join(folder, trial), { recursive: true, force: true })
    expect(await hostedHvamp(folder, [name, tuned, ...rest])).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: `hvamp: tuned: must have its best trial in ${trial}, got no such folder\n`,
    })
  })
})
