import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasTfjsNode, whetherTfjsNodeSkipped } from '@hvamp/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hvamp, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
})
afterAll(() => remove())

const onTfjsNode = tinyMultVae.map((option) => (option === 'wasm' ? 'tfjs-node' : option))
const model = ['--model', 'mult-vae', ...onTfjsNode]

describe.skipIf(!hasTfjsNode)(`--backend tfjs-node${whetherTfjsNodeSkipped}`, () => {
  it('trains, resumes, evaluates and recommends, and says so little as every other backend', async () => {
    const train = [
      'train',
      'ratings.csv',
      ...withOptions(model, '--epochs', '2'),
      '--threads',
      '1',
      '--out',
      'run',
    ]
    const trained = await hvamp(folder, train)
    expect(trained.code, trained.stderr).toBe(0)
    expect(trained.stderr).not.toMatch(/tensorflow\/|Could not|cpu_feature|oneDNN/) // notes of libtensorflow
    const { backend } = JSON.parse(await readFile(join(folder, 'run', 'config.json'), 'utf8'))
    expect(backend).toEqual({
      name: 'tfjs-node',
      tensorflow: { version: expect.stringMatching(/^2\./), device: 'cpu', threads: 1 },
    })
    const test = (path: string) =>
      readFile(join(folder, path, 'metrics.json'), 'utf8').then((text) => JSON.parse(text).test)
    const again = await hvamp(folder, [...train.slice(0, -1), 'again', '--until', 'validation'])
    expect(again.code, again.stderr).toBe(0)
    const resumed = await hvamp(folder, ['train', '--resume', 'again', '--backend', 'tfjs-node'])
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(await test('again')).toEqual(await test('run'))
    const recommend = ['recommend', 'run', '--items', '1,2', '--top', '3', '--json']
    const lists = []
    for (const name of ['tfjs-node', 'cpu']) {
      const { code, stdout, stderr } = await hvamp(folder, [...recommend, '--backend', name])
      expect(code, stderr).toBe(0)
      lists.push(JSON.parse(stdout).items.map(({ item }: { item: string }) => item))
    }
    expect(lists[0]).toHaveLength(3)
    expect(lists[1]).toEqual(lists[0])
  })
})

it('is bad input where the package is not installed, with its name', async () => {
  const { code, stdout, stderr } = await hvamp(folder, ['doctor', '--backend', 'tfjs-node'], {
    env: { HVAMP_TFJS_NODE: folder },
  })
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(
    /^hvamp: useBackend: tfjs-node: the npm package '@tensorflow\/tfjs-node' cannot be loaded: it is not in /m,
  )
})
