import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exists } from '../files/folders'
import { scratch } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

type Row = readonly [user: number, item: number]
const users = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/** Of each user, rows of items that no other part has. */
const rows = (of: readonly number[], part: number, count: number): Row[] =>
  of.flatMap((user) =>
    Array.from({ length: count }, (_, i): Row => [user, 100 + ((user * 5 + part * 10 + i) % 30)]),
  )
const [seen, checked, tested] = [
  rows(users(1, 40), 0, 10),
  rows(users(1, 40), 1, 2),
  rows(users(1, 40), 2, 2),
]
const table = (head: string, of: readonly Row[], line: (row: Row, i: number) => string) =>
  [head, ...of.map(line), ''].join('\n')
const pandas = (of: readonly Row[]) =>
  table(',userId,movieId,rating,timestamp', of, ([user, item], i) => `${i},${user},${item},5,${9e8 + i}`)
const recBole = (of: readonly Row[]) =>
  table('user_id:token\titem_id:token\trating:float', of, ([user, item]) => `${user}\t${item}\t4`)
const liang = (of: readonly Row[]) => table('uid,sid', of, ([user, item]) => `${user},${item}`)
const lists = (of: readonly Row[]) =>
  [...new Set(of.map(([user]) => user))]
    .map((user) => `${[user, ...of.filter(([other]) => other === user).map(([, item]) => item)].join(' ')}\n`)
    .join('')

it.each<[string, Record<string, string>]>([
  ['pandas', { 'train.csv': pandas(seen), 'test.csv': pandas(tested), 'valid.csv': pandas(checked) }],
  [
    'rec-bole',
    {
      'ml.train.inter': recBole(seen),
      'ml.valid.inter': recBole(checked),
      'ml.test.inter': recBole(tested),
    },
  ],
  [
    'pro_sg',
    {
      'train.csv': liang(seen),
      'unique_sid.txt': '100\n',
      'validation_tr.csv': liang(rows(users(50, 60), 0, 8)),
      'validation_te.csv': liang(rows(users(50, 60), 1, 2)),
      'test_tr.csv': liang(rows(users(60, 70), 0, 8)),
      'test_te.csv': liang(rows(users(60, 70), 1, 2)),
    },
  ],
  ['light gcn', { 'train.txt': lists([...seen, [1, 200]]), 'test.txt': lists([...tested, [2, 200]]) }],
])(
  'the command that the error of a folder with parts has keeps them, as it is printed: %s',
  async (name, files) => {
    await mkdir(join(folder, name))
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), text)
    const refused = await hostedHvamp(folder, ['stats', name])
    expect(refused.code).toBe(2)
    const [, command = ''] = /keep all of them with hvamp (split .*)\n/.exec(refused.stderr) ?? []
    const words = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, inQuotes]) => inQuotes ?? word)
    const made = await hostedHvamp(folder, words)
    expect(made.code, `${command}: ${made.stderr}`).toBe(0)
    expect(await exists(join(folder, `${name}-split`, 'split.json'))).toBe(true)
  },
)
