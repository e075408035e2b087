import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'
import { writeScattered } from './shards.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  const train = ['train', 'ratings.csv', '--model', 'popularity', '--out', 'model']
  expect(await hostedHvamp(folder, train)).toMatchObject({ code: 0 })
  await writeScattered(join(folder, 'orders'), { users: 100, items: 60, files: 2 })
})
afterAll(() => remove())

it('writes a part again where a file has changed at equal size, and merges parts of the same content alone', async () => {
  const shard = async (index: number) => {
    const args = [
      '--shard',
      `${index}/2`,
      '--history',
      'orders/*.csv',
      '--out',
      'lists',
      '--part-format',
      'jsonl',
    ]
    const { code, stderr } = await hostedHvamp(folder, ['recommend', 'model', ...args])
    expect(code, stderr).toBe(0)
    return stderr
  }
  const merge = (out: string) => hostedHvamp(folder, ['merge', 'lists', '--out', out])
  for (const index of [0, 1]) expect(await shard(index)).toContain('written to')
  expect(await shard(0)).toMatch(
    /part-00000\.jsonl: is there already, with \d+ rows, of files with the same content/,
  )
  const path = join(folder, 'orders', '0.csv')
  const text = await readFile(path, 'utf8')
  const [, user, item] = /^(u\d+),(\d\d),/m.exec(text)!
  await writeFile(path, text.replace(`${user},${item},`, `${user},${item === '10' ? 11 : 10},`))
  const again = await shard(0)
  expect(again).toMatch(/is of files whose content was another: it is written again.*written to/s)
  expect(again.match(/it is written again/g)).toHaveLength(1)
  expect((await merge('lists.jsonl')).stderr).toContain(
    'all shards must have read the same files, got part-00000 and part-00001 of files that differ in content',
  )
  await shard(1)
  expect(await merge('lists.jsonl')).toMatchObject({ code: 0 })
})
