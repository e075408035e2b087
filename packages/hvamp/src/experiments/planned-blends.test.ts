import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chosenWeights, type MeasuredSystem, runsOfBlend, weightOptions } from './planned-blends'
import { blendProgress, type RowProgress } from './row-progress'

const place = { folder: 'out', members: ['fold-1-seed-1', 'fold-2-seed-1'] }
const measured = (name: string, validation: number): MeasuredSystem => ({
  name,
  validation,
  folders: [join(name, 'trials', '001'), join(name, 'runs', 'fold-2-seed-1')],
})
const systems = [measured('vae', 0.3), measured('ease', 0.4), measured('knn', 0.2), measured('elsa', 0.5)]
const opponents = ['ease', 'knn', 'elsa']
const blend = (...parts: string[][]) => ({ name: 'a-x-b', title: 'A × B', parts })

describe('the parts of a blend', () => {
  it('are the systems that validate best, no system twice, with the runs of the same fold', () => {
    const found = runsOfBlend(blend(['vae'], opponents, opponents), systems, place)!
    expect(found.systems).toEqual(['vae', 'elsa', 'ease'])
    expect(found.runs).toEqual([
      {
        name: 'fold-1-seed-1',
        folder: join('out', 'a-x-b', 'vae+elsa+ease', 'fold-1-seed-1'),
        parts: ['vae', 'elsa', 'ease'].map((name) => join(name, 'trials', '001')),
      },
      {
        name: 'fold-2-seed-1',
        folder: join('out', 'a-x-b', 'vae+elsa+ease', 'fold-2-seed-1'),
        parts: ['vae', 'elsa', 'ease'].map((name) => join(name, 'runs', 'fold-2-seed-1')),
      },
    ])
  })

  it('are awaited while one of them is not measured', () => {
    expect(runsOfBlend(blend(['vae'], ['slim']), systems, place)).toBeUndefined()
    expect(runsOfBlend(blend(['ease'], ['ease']), systems, place)).toBeUndefined()
  })

  it('have the weights that were chosen for them, and none that were chosen for others', () => {
    const found = runsOfBlend(blend(['vae'], opponents), systems, place)!
    const choice = { trials: {}, chosen: '', validation: 0.5, seconds: 1 }
    const of = (...names: string[]) => ({ ...choice, options: weightOptions(names, [0.8, 0.2]) })
    expect(chosenWeights(found, of('vae', 'elsa'))).toEqual([0.8, 0.2])
    expect(chosenWeights(found, of('vae', 'ease'))).toBeUndefined()
    expect(chosenWeights(found, undefined)).toBeUndefined()
  })
})

it('a blend says what it waits for', async () => {
  const row = (name: string, isMeasured: boolean): RowProgress => ({
    ...{
      name,
      title: name.toUpperCase(),
      folders: [],
      isMeasured,
      missing: undefined,
      stillRising: [],
      seconds: 0,
    },
    choice: { trials: {}, chosen: '001', options: {}, validation: 0.1, seconds: 1 },
  })
  const missing = async (...parts: string[][]) =>
    (
      await blendProgress(
        blend(...parts),
        [row('a', true), row('b', false), row('c', false)],
        undefined,
        place,
      )
    ).missing
  expect(await missing(['a'], ['b', 'c'])).toBe('needs B or C, measured')
  expect(await missing(['b'], ['c'])).toBe('needs B, and C, measured')
  expect(await missing(['a'], ['a'])).toBe('needs one more system, measured')
})
