import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jsonLines, scratch, tinyMultVae, writeSample } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'
import type { Comparison } from './compare-runs'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  for (const seed of ['1', '2']) {
    const model = ['--model', 'mult-vae', ...tinyMultVae, '--seed', seed]
    await done('train', 'ratings.csv', '--out', `cold-${seed}`, ...model)
    await done('train', 'ratings.csv', '--out', `warm-${seed}`, '--from', `cold-${seed}`)
  }
}, 120_000)
afterAll(() => remove())

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
  return stdout
}

async function systemsOf(...runs: string[]): Promise<(readonly [string, readonly string[]])[]> {
  const [line] = jsonLines(await done('compare', ...runs, '--resamples', '100', '--json'))
  const { systems } = line as unknown as Comparison
  return systems.filter(({ runs }) => runs.length > 0).map(({ title, runs }) => [title, runs] as const)
}

it('runs that began with an earlier one are no seeds of those that began anew, in whatever order', async () => {
  const cold = ['Mult-VAE (mean of 2 seeds)', ['cold-1', 'cold-2']] as const
  const warm = ['Mult-VAE (from 2 runs, mean of 2 seeds)', ['warm-1', 'warm-2']] as const
  expect(await systemsOf('cold-1', 'warm-1', 'warm-2', 'cold-2')).toEqual([cold, warm])
  expect(await systemsOf('warm-1', 'cold-1', 'cold-2', 'warm-2')).toEqual([warm, cold])
})

it('each night of a chain is a system of its own, named by the one that it began with', async () => {
  await done('train', 'ratings.csv', '--from', 'warm-1', '--out', 'third', '--seed', '3')
  expect(await systemsOf('cold-1', 'warm-1', 'third')).toEqual([
    ['Mult-VAE', ['cold-1']],
    ['Mult-VAE (from cold-1)', ['warm-1']],
    ['Mult-VAE (from warm-1)', ['third']],
  ])
  await rename(join(folder, 'warm-1'), join(folder, 'gone')) // as prune leaves it
  expect((await systemsOf('third', 'warm-2')).map(([title]) => title)).toEqual([
    'Mult-VAE (from warm-1)',
    'Mult-VAE (from cold-2)',
  ])
}, 60_000)

it('so is a blend of a run that began with an earlier one', async () => {
  await done('train', 'ratings.csv', '--out', 'ease', '--model', 'ease', '--held-out', '40')
  await done('blend', 'cold-1', 'ease', '--out', 'of-cold')
  await done('blend', 'warm-2', 'ease', '--out', 'of-warm')
  expect((await systemsOf('of-cold', 'of-warm')).map(([, runs]) => runs)).toEqual([['of-cold'], ['of-warm']])
}, 60_000)
