import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await file('train.csv', [0, 30], [0, 8])
  await file('validation_tr.csv', [30, 36], [0, 5])
  await file('validation_te.csv', [30, 36], [5, 7])
  await file('test_tr.csv', [36, 42], [0, 5])
  await file('test_te.csv', [36, 42], [5, 7])
})
afterAll(() => remove())

/** Rows of users and their items from a place to another one, as Liang et al. write them. */
async function file(
  name: string,
  [first, end]: readonly [number, number],
  [from, to]: readonly [number, number],
  ...further: string[]
): Promise<void> {
  const rows = ['uid,sid']
  for (let user = first; user < end; user++)
    for (let i = from; i < to; i++) rows.push(`${user},${(3 * user + 5 * i) % 17}`)
  await writeFile(join(folder, name), `${[...rows, ...further].join('\n')}\n`)
}

const named = {
  '--test': 'test_te.csv',
  '--test-fold-in': 'test_tr.csv',
  '--validation': 'validation_te.csv',
  '--validation-fold-in': 'validation_tr.csv',
}

function split(files: Partial<typeof named>, ...args: string[]) {
  const options = Object.entries(files).flat()
  return hostedHvamp(folder, ['split', 'train.csv', '--item-column', 'sid', ...options, ...args])
}

async function refused(files: Partial<typeof named>, ...args: string[]): Promise<string> {
  const { code, stderr } = await split(files, '--out', 'never', ...args)
  expect(code).toBe(2)
  return stderr.trimEnd().split('\n').at(-1)!
}

const part = async (path: string) =>
  (await readFile(join(folder, path), 'utf8')).trim().split('\n').slice(1).sort()

it('a split by users made elsewhere is trained on and measured as it was made', async () => {
  const { code, stderr } = await split(named, '--out', 'parts')
  expect(code, stderr).toBe(0)
  expect(stderr).not.toContain('left out')
  for (const [name, from] of [
    ['train', 'train'],
    ['validation-fold-in', 'validation_tr'],
    ['validation-held-out', 'validation_te'],
    ['test-fold-in', 'test_tr'],
    ['test-held-out', 'test_te'],
  ] as const)
    expect(await part(`parts/${name}.csv`)).toEqual(await part(`${from}.csv`))
  const trained = await hostedHvamp(folder, ['train', 'parts', '--model', 'ease', '--out', 'run', '--json'])
  expect(trained.code, trained.stderr).toBe(0)
  const { data, options } = JSON.parse(await readFile(join(folder, 'run', 'config.json'), 'utf8'))
  expect(options).toMatchObject({ split: 'strong', heldOut: 6, minUser: 0 })
  expect(data).toMatchObject({
    generalization: 'strong',
    train: { users: 30 },
    validation: { users: 6 },
    test: { users: 6 },
  })
})

it('rows of items that nobody is trained on, and users without rows in both files, are left out and counted', async () => {
  await file('more_tr.csv', [36, 42], [0, 5], '36,unknown', '50,3')
  await file('more_te.csv', [37, 42], [5, 7], '37,unknown', '38,other', '51,3')
  const files = { ...named, '--test': 'more_te.csv', '--test-fold-in': 'more_tr.csv' }
  const { code, stderr } = await split(files, '--out', 'fewer')
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('more_tr.csv: left out 1 row of items that train.csv does not train on\n')
  expect(stderr).toContain('more_te.csv: left out 2 rows of items that train.csv does not train on\n')
  expect(stderr).toContain('more_te.csv: left out 3 users without items both there and in more_tr.csv\n')
  const users = async (name: string) => new Set((await part(name)).map((row) => row.split(',')[0]))
  expect([...(await users('fewer/test-held-out.csv'))].sort()).toEqual(['37', '38', '39', '40', '41'])
  expect(await users('fewer/test-fold-in.csv')).toEqual(await users('fewer/test-held-out.csv'))
})

it('what is no split by users is refused, with what is wrong with it', async () => {
  await file('of-training.csv', [0, 6], [0, 5])
  await file('same_tr.csv', [36, 42], [1, 6])
  const { '--test-fold-in': _, ...without } = named
  const { '--validation': __, ...withoutHeldOut } = named
  for (const [files, args, message] of [
    [
      { ...named, '--test-fold-in': 'of-training.csv' },
      [],
      "of-training.csv: must have other users than train.csv, got '0' in both, and 5 more",
    ],
    [
      { ...named, '--test-fold-in': 'validation_tr.csv' },
      [],
      "validation_tr.csv: must have other users than validation_tr.csv, got '30' in both, and 5 more",
    ],
    [
      { ...named, '--test-fold-in': 'same_tr.csv' },
      [],
      "test_te.csv: must have nothing that same_tr.csv has, got user '36' with item '14' in both, and 5 more",
    ],
    [without, [], '--validation-fold-in: must come with --test-fold-in, got validation_tr.csv without it'],
    [withoutHeldOut, [], '--test-fold-in: must come with --validation, got test_tr.csv without it'],
    [named, ['--split', 'weak'], '--test-fold-in: goes with --split strong, got --split weak'],
    [
      named,
      ['--held-out', '5'],
      '--held-out: must come without --test-fold-in, whose users are held out, got both',
    ],
    [
      named,
      ['--min-user', '5'],
      '--min-user: must come without --test, whose files are taken as they are, got both',
    ],
  ] as const)
    expect(await refused(files, ...args)).toBe(`hvamp: ${message}`)
})
