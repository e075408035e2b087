import { mkdtemp, readFile, readlink, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch, tinyMultVae, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await writeSample(join(folder, 'other.csv'), 210)
  const run = ['train', 'ratings.csv', '--held-out', '40', '--model']
  await done(...run, 'ease', '--out', 'ease')
  await done(...run, 'popularity', '--out', 'checked', '--fail-below', 'popularity')
  await done(...run, 'popularity', '--out', 'plain')
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

describe('a finished run that is resumed', () => {
  it.each([
    ['another reference', ['--fail-below', 'ease'], 'got ease by ndcg@100'],
    [
      'another metric',
      ['--fail-below', 'popularity', '--fail-metric', 'recall@20'],
      'got popularity by recall@20',
    ],
  ])('is not held against %s', async (_, options, got) => {
    expect(await refused('checked', ...options)).toBe(
      `hvamp: checked: is finished, and was held against popularity by ndcg@100, ${got}: leave --fail-below and --fail-metric out, or train anew\n`,
    )
  })

  it('is not held against anything where it was not', async () => {
    expect(await refused('plain', '--fail-below', 'popularity')).toBe(
      'hvamp: plain: is finished without having been held against anything: leave --fail-below out, or train anew\n',
    )
    expect(await refused('plain', '--fail-metric', 'recall@20')).toBe(
      'hvamp: --fail-metric: must come with --fail-below, got none\n',
    )
  })

  it.each([
    [['--seed', '8'], '--seed: must be 98765 as when plain was begun, or left out, got 8'],
    [['--folds', '5'], '--folds: must be left out, as when plain was begun, got 5'],
    [['--until', 'validation'], '--until: must be left out, for plain is finished, got validation'],
  ])('takes no other options: %s', async (options, message) => {
    expect(await refused('plain', ...options)).toBe(`hvamp: ${message}\n`)
  })

  it('takes no other data', async () => {
    expect(await refused('plain', '--data-sha256', '00')).toMatch(
      /^hvamp: plain: must have SHA-256 00, got \w{64}\n$/,
    )
    expect(await refused('plain', 'gone.csv')).toMatch(/^hvamp: gone\.csv: /m)
    expect(await refused('plain', 'other.csv')).toMatch(
      /^hvamp: other\.csv: must be as when plain was begun, /m,
    )
  })

  it('takes what it was begun with, and its reference by another path', async () => {
    const { sha256 } = JSON.parse(await readFile(join(folder, 'plain', 'config.json'), 'utf8')).data.source
    const again = ['--seed', '98765', '--held-out', '40', '--data-sha256', sha256, '--until', 'test']
    await done('train', 'ratings.csv', '--resume', 'plain', ...again)
    await done('train', '--resume', 'checked', '--fail-below', 'popularity')
    const elsewhere = await mkdtemp(join(tmpdir(), 'hvamp-'))
    await symlink(join(folder, 'ease'), join(elsewhere, 'link'))
    const second = ['ratings.csv', '--model', 'ease', '--l2', '300', '--held-out', '40', '--out', 'second']
    await done('train', ...second, '--fail-below', 'ease')
    await done('train', '--resume', 'second', '--fail-below', join(elsewhere, 'link'))
    await rm(elsewhere, { recursive: true })
  })
})

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
