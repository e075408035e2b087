import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
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

it.each([
  ['a file', async (path: string) => writeFile(path, 'user,item\n'), 'file', './gowalla'],
  ['a folder', async (path: string) => mkdir(path), 'folder', '--data-folder ./gowalla'],
])(
  'where %s here has the name of a data set, the message says how it is given',
  async (_, make, kind, way) => {
    const [here, before] = [await mkdtemp(join(tmpdir(), 'hvamp-located-')), process.cwd()]
    vi.stubEnv('HVAMP_DATA', join(here, 'none'))
    process.chdir(here)
    try {
      const [asked, withColumn] = [requested(runDefaults), requested(runDefaults, ['userColumn'])]
      await expect(locateData('gowalla', asked)).rejects.toThrow(/ hvamp fetch gowalla gets them$/)
      await make(join(here, 'gowalla'))
      await expect(locateData('gowalla', asked)).rejects.toThrow(
        `hvamp fetch gowalla gets them; ./gowalla is a ${kind} of that name here: give ${way}`,
      )
      await expect(locateData('gowalla', withColumn)).rejects.toThrow(
        `--user-column: goes with a file of your own, got the data set gowalla; ./gowalla is a ${kind} of that name here: give ./gowalla`,
      )
    } finally {
      process.chdir(before)
      vi.unstubAllEnvs()
      await rm(here, { recursive: true })
    }
  },
)
