import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { locateData } from './locate-data'

it.each([
  ['nowhere.zip', 'no such file'],
  ['nowhere', 'nothing there'],
])('files of a publisher that are not at %s are refused: got %s', async (path, got) => {
  const options = requested({ ...runDefaults, dataFolder: path }, ['dataFolder'])
  await expect(locateData('ml-1m', options)).rejects.toThrow(
    `ml-1m: must have the files of MovieLens 1M in ${path} (--data-folder names another place), got ${got}: hvamp fetch ml-1m gets them`,
  )
})

it.each([
  ['split', 'split.json'],
  ['prepare', 'prepared.json'],
])(
  'a folder that hvamp %s wrote is refused in place of the files of a publisher, with the way to use it',
  async (command, manifest) => {
    const path = await mkdtemp(join(tmpdir(), 'hvamp-located-'))
    await writeFile(join(path, manifest), '{}')
    const options = { ...runDefaults, dataFolder: path }
    await expect(locateData('gowalla', requested(options, ['dataFolder']))).rejects.toThrow(
      `gowalla: must have the files of its publisher in ${path}, got a folder that hvamp ${command} wrote: give it as data of your own, as in hvamp train ${path}, or hvamp reproduce own-data --data ${path}`,
    )
    await rm(path, { recursive: true })
  },
)
