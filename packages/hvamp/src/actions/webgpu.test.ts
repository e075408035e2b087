import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { softwareGpu, whetherGpuSkipped } from '@hvamp/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { hvamp, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
})
afterAll(() => remove())
afterEach(() => {
  vi.unstubAllEnvs()
})

describe.skipIf(!softwareGpu())(
  `--backend webgpu (SwiftShader of Debian’s chromium)${whetherGpuSkipped()}`,
  () => {
    it('trains and recommends on the adapter, which the run remembers', async () => {
      const options = tinyMultVae.map((option) => (option === 'wasm' ? 'webgpu' : option))
      const train = [
        'train',
        'ratings.csv',
        '--model',
        'mult-vae',
        ...withOptions(options, '--epochs', '2'),
        '--out',
        'run',
      ]
      const trained = await hvamp(folder, train)
      expect(trained.code, trained.stderr).toBe(0)
      const { backend } = JSON.parse(await readFile(join(folder, 'run', 'config.json'), 'utf8'))
      expect(backend).toEqual({ name: 'webgpu', adapter: expect.stringContaining('swiftshader') })
      const recommend = ['recommend', 'run', '--items', '1,2', '--top', '3', '--json', '--backend', 'webgpu']
      const { code, stdout } = await hvamp(folder, recommend)
      expect(code).toBe(0)
      expect(JSON.parse(stdout).items).toHaveLength(3)
    })
  },
)

it.runIf(process.platform === 'linux')('says that there is no adapter where no driver is found', async () => {
  vi.stubEnv('VK_DRIVER_FILES', join(folder, 'no-driver.json'))
  const { code, stdout, stderr } = await hvamp(folder, ['doctor', '--backend', 'webgpu'])
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^hvamp: useBackend: webgpu: there must be an adapter, got none/m)
})
