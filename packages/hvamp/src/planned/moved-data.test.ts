import { cp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch, writeSample } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'
import { movedData } from './moved-data'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  const args = ['train', 'ratings.csv', '--model', 'popularity', '--out', 'run']
  const { code, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
})
afterAll(() => remove())

const movedTo = (data: string, options: Record<string, string> = {}) =>
  movedData({ name: 'a', title: 'a', folder: join(folder, 'run'), data, options })

it('says where the data of a begun run are, where that is another place than when it was begun', async () => {
  const place = join(folder, 'ratings.csv')
  expect(await movedTo(place)).toEqual([])
  expect(await movedTo('sqlite:shop.sqlite')).toEqual([])
  expect(await movedTo(`${folder}/new/../ratings.csv`)).toEqual([])
  expect(await movedTo(join(folder, 'new', 'ratings.csv'))).toEqual([join(folder, 'new', 'ratings.csv')])
  expect(await movedTo('ml-100k')).toEqual(['ml-100k'])
  expect(await movedTo('ml-100k', { dataFolder: 'new' })).toEqual(['--data-folder', 'new'])
  expect(await movedTo('ml-100k', { dataFolder: place })).toEqual([])
})

it('leaves it to the run itself where that has no configuration', async () => {
  await cp(join(folder, 'run'), join(folder, 'empty'), { recursive: true })
  await rm(join(folder, 'empty', 'config.json'))
  const run = { name: 'a', title: 'a', folder: join(folder, 'empty'), data: resolve('b.csv'), options: {} }
  expect(await movedData(run)).toEqual([])
})
