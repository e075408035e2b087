import { readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch, tinyMultVae, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await done('train', 'ratings.csv', '--model', 'mult-vae', ...tinyMultVae, '--until', '2', '--out', 'begun')
})
afterAll(() => remove())

async function done(...args: string[]): Promise<void> {
  const { code, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
}

/** What `train --resume` says that refuses, which moves no link. */
async function refused(run: string, ...options: string[]): Promise<string> {
  const { code, stderr } = await hostedHvamp(folder, [
    'train',
    '--resume',
    run,
    '--latest',
    'link',
    ...options,
  ])
  expect(code, stderr).toBe(2)
  await expect(readlink(join(folder, 'link'))).rejects.toThrow('ENOENT')
  return stderr
}

describe('a run that is resumed', () => {
  it.each([
    ['--held-out-share', '0.3'],
    ['--folds', '5'],
    ['--warm-up-steps', '10'],
    ['--half-life', '3'],
    ['--user-column', 'foo'],
    ['--query', 'x'],
    ['--skip-lines', '1'],
    ['--encoding', 'windows-1252'],
    ['--missing', 'skip'],
    ['--max-rows', '3'],
    ['--vanished', 'keep'],
    ['--seeds', '1,2'],
  ])('takes no option that it was begun without: %s', async (option, value) => {
    expect(await refused('begun', option, value)).toBe(
      `hvamp: ${option}: must be left out, as when begun was begun, got ${value}\n`,
    )
  })

  it('takes no option without a value that it was begun without', async () => {
    expect(await refused('begun', '--no-header')).toBe(
      'hvamp: --header: must be left out, as when begun was begun, got false\n',
    )
  })

  it('takes those that it was begun with, and those that may differ', async () => {
    const same = ['--held-out', '40', '--epochs', '6', '--model', 'mult-vae', '--at-least', '4']
    await done(
      'train',
      '--resume',
      'begun',
      ...same,
      '--until',
      '3',
      '--threads',
      '1',
      '--checkpoint-seconds',
      '5',
    )
  })
})
