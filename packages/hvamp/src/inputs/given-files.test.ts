import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jsonLines, scratch } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

/** Files with a row for each of twelve users and their items from `from` on, and further rows. */
async function file(
  name: string,
  [from, to]: readonly [number, number],
  ...further: string[]
): Promise<string> {
  const rows = Array.from({ length: 12 }, (_, user) =>
    Array.from({ length: to - from }, (_, i) => `u${user},i${(user + 5 * (from + i)) % 17}`),
  )
  await writeFile(join(folder, name), `${['user,item', ...rows.flat(), ...further].join('\n')}\n`)
  return name
}

async function split(...args: string[]) {
  const { code, stdout, stderr } = await hostedHvamp(folder, ['split', ...args])
  expect(code, stderr).toBe(0)
  return { stdout, stderr }
}

async function refused(...args: string[]): Promise<string> {
  const { code, stderr } = await hostedHvamp(folder, ['split', ...args, '--out', 'never'])
  expect(code).toBe(2)
  return stderr.trimEnd().split('\n').at(-1)!
}

const part = async (path: string) =>
  (await readFile(join(folder, path), 'utf8')).trim().split('\n').slice(1).sort()

it('files of a split made elsewhere become a split that is trained on as it was made', async () => {
  const train = await file('train.csv', [0, 5])
  const test = await file('test.csv', [5, 7], 'u1,unknown', 'u2,unknown', 'stranger,i3')
  const valid = await file('valid.csv', [7, 8])
  const { stderr } = await split(train, '--test', test, '--validation', valid, '--out', 'parts')
  expect(stderr).toContain(
    'test.csv: left out 1 row of 1 user and 2 rows of 1 item that train.csv does not train on\n',
  )
  expect(stderr).not.toContain('valid.csv: left out')
  expect(await part('parts/train.csv')).toEqual(await part('train.csv'))
  expect(await part('parts/validation-fold-in.csv')).toEqual(await part('train.csv'))
  expect(await part('parts/validation-held-out.csv')).toEqual(await part('valid.csv'))
  const seen = [...(await part('train.csv')), ...(await part('valid.csv'))]
  expect(await part('parts/test-fold-in.csv')).toEqual(seen.sort())
  expect(await part('parts/test-held-out.csv')).toEqual(
    (await part('test.csv')).filter((row) => !/unknown|stranger/.test(row)),
  )
  const trained = await hostedHvamp(folder, ['train', 'parts', '--model', 'ease', '--out', 'run', '--json'])
  expect(trained.code, trained.stderr).toBe(0)
  const { data, options } = JSON.parse(await readFile(join(folder, 'run', 'config.json'), 'utf8'))
  expect(options).toMatchObject({ split: 'given', minUser: 0 })
  expect(data).toMatchObject({ generalization: 'weak', train: { users: 12 }, test: { users: 12 } })
})

it('rows of items that were all drawn for validation are said to be left out', async () => {
  const train = await file('drawn.csv', [0, 5], 'u1,rare', 'u2,seldom')
  const test = await file('drawn-test.csv', [5, 7])
  const { stdout } = await split(train, '--test', test, '--out', 'away', '--fold-in', '0.2', '--json')
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const { leftOut } = events.at(-1)
  expect(leftOut.rows).toBeGreaterThan(0)
  expect(events).toContainEqual({
    event: 'leftOut',
    file: train,
    users: 0,
    items: leftOut.items,
    rows: leftOut.rows,
  })
  const again = await split(train, '--test', test, '--out', 'away2', '--fold-in', '0.2')
  expect(again.stderr).toMatch(
    /drawn\.csv: left out \d+ rows? of \d+ items? with no row left to train on, for validation drew them\n/,
  )
})

it('a user of validation and test alone is tested, which a model sees by the rows for validation', async () => {
  const train = await file('n.csv', [0, 5])
  const valid = await file('o.csv', [5, 6], 'later,i1', 'once,i2')
  const test = await file('p.csv', [6, 8], 'later,i2', 'stranger,i3')
  const { stderr } = await split(train, '--test', test, '--validation', valid, '--out', 'late')
  expect(stderr).toContain('o.csv: left out of validation 2 rows of 2 users that n.csv does not train on\n')
  expect(stderr).toContain('p.csv: left out 1 row of 1 user that n.csv does not train on\n')
  const heldOut = await part('late/test-held-out.csv')
  expect(heldOut).toEqual((await part('p.csv')).filter((row) => !row.startsWith('stranger')))
  expect((await part('late/test-fold-in.csv')).filter((row) => row.startsWith('later'))).toEqual(['later,i1'])
})

it('without a file for validation a share of the training rows is held out, the same each time', async () => {
  const [train, test] = [await file('a.csv', [0, 6]), await file('b.csv', [6, 8])]
  const { stdout } = await split(train, '--test', test, '--out', 'drawn', '--json')
  expect(jsonLines(stdout).at(-1)).toMatchObject({
    parts: [
      { part: 'train', users: 12, interactions: 60 },
      { part: 'validation', users: 12, heldOut: 12 },
      { part: 'test', users: 12, interactions: 72, heldOut: 24 },
    ],
  })
  await split(train, '--test', test, '--out', 'again')
  expect(await part('again/validation-held-out.csv')).toEqual(await part('drawn/validation-held-out.csv'))
  expect(await part('drawn/test-held-out.csv')).toEqual(await part('b.csv'))
})

it('a row that is trained on and held out is refused, by its ids', async () => {
  const [train, test] = [await file('c.csv', [0, 5]), await file('d.csv', [4, 6])]
  const valid = await file('e.csv', [5, 7])
  expect(await refused(train, '--test', test)).toBe(
    "hvamp: d.csv: must have nothing that c.csv has, got user 'u0' with item 'i3' in both, and 11 more",
  )
  expect(await refused(train, '--test', valid, '--validation', await file('f.csv', [6, 8]))).toMatch(
    /^hvamp: e\.csv: must have nothing that f\.csv has, got user 'u0' with item 'i13' in both/,
  )
})

it('a row in two of the files is refused, whatever its rating', async () => {
  const rows = (from: number, rating: number) =>
    Array.from({ length: 40 }, (_, i) => `u${i % 5},i${from + i},${rating}`)
  const write = (name: string, rows: readonly string[]) =>
    writeFile(join(folder, name), `user,item,rating\n${rows.join('\n')}\n`)
  await write('k.csv', [...rows(0, 5), 'u1,i70,1', 'u2,i71,2'])
  await write('l.csv', [...rows(2, 5), 'u1,i70,1', 'u2,i71,2', 'u3,i72,1'])
  await write('m.csv', [...rows(4, 5), 'u3,i72,5'])
  expect(await refused('k.csv', '--test', 'l.csv')).toBe(
    "hvamp: l.csv: must have nothing that k.csv has, got user 'u1' with item 'i70' in both, and 1 more",
  )
  expect(await refused('k.csv', '--test', 'l.csv', '--validation', 'm.csv')).toMatch(/^hvamp: l\.csv: /)
  await write('l.csv', [...rows(2, 5), 'u3,i72,1'])
  expect(await refused('k.csv', '--test', 'l.csv', '--validation', 'm.csv')).toBe(
    "hvamp: l.csv: must have nothing that m.csv has, got user 'u3' with item 'i72' in both",
  )
})

/** Writes lines for each of twenty users, and says which file it is. */
async function ofUsers(
  name: string,
  linesOf: (user: number) => readonly string[],
  above: readonly string[] = [],
) {
  const lines = Array.from({ length: 20 }, (_, user) => linesOf(user)).flat()
  await writeFile(join(folder, name), `${[...above, ...lines].join('\n')}\n`)
  return name
}

it('further files are read as the one to train on, and as they look where they do not fit that', async () => {
  const row = (user: number, i: number) =>
    `${user}\t${(7 * user + i) % 40}\t${4 + (i % 2)}\t${978300000 + 10 * user + i}`
  const rated = (name: string, from: number, to: number, above: readonly string[] = []) =>
    ofUsers(name, (user) => Array.from({ length: to - from }, (_, i) => row(user, from + i)), above)
  const train = await rated('ml.train.rating', 0, 8)
  const told = (path: string, more = '') =>
    `${path}: a table with tabs and no header; user = column 0, item = column 1, rating = column 2; not read: column 3${more}\n`
  const one = await split(train, '--test', await rated('ml.test.rating', 8, 9), '--out', 'ncf')
  expect(one.stderr).toContain(told('ml.test.rating'))
  expect(await part('ncf/test-held-out.csv')).toContain('3,29')

  const headed = await rated('headed.tsv', 8, 9, ['user\titem\trating\ttime'])
  const other = await split(train, '--test', headed, '--out', 'headed')
  expect(other.stderr).toContain('headed.tsv: a table with tabs and a header; user = user, item = item')
  expect(await part('headed/test-held-out.csv')).toEqual(await part('ncf/test-held-out.csv'))

  const list = (user: number, from: number, to: number) =>
    [user, ...Array.from({ length: to - from }, (_, i) => (7 * user + from + i) % 40)].join(' ')
  const lists = await ofUsers('train.txt', (user) => [list(user, 0, 5 + (user % 3))])
  const pairs = await split(
    lists,
    '--test',
    await ofUsers('test.txt', (user) => [list(user, 8, 10)]),
    '--out',
    'gcn',
  )
  expect(pairs.stderr).toContain('test.txt: a user and their items on each line\n')
  expect(await part('gcn/test-held-out.csv')).toHaveLength(40)
  const rowsOfOther = await ofUsers('triples.txt', (user) => [row(user, 8).split('\t').slice(0, 3).join(' ')])
  expect(await refused(lists, '--test', rowsOfOther)).toBe(
    "hvamp: triples.txt:1: expected a user and their items on each line, got an item and its rating on each line, as a table has them (format 'table')",
  )
})

it('a further file has columns of its own names, which the message asks for by options of its own', async () => {
  const rows = (name: string, head: string, from: number, to: number) =>
    ofUsers(
      name,
      (user) => Array.from({ length: to - from }, (_, i) => `u${user},i${(7 * user + from + i) % 40}`),
      [head],
    )
  const train = await rows('named.csv', 'kdnr2,artx', 0, 6)
  const test = await rows('other.csv', 'aaa,bbb', 6, 8)
  const chosen = [train, '--user-column', 'kdnr2', '--item-column', 'artx', '--test', test]
  expect(await refused(...chosen)).toContain('choose with --test-user-column and --test-item-column (')
  const columns = ['--test-user-column', 'aaa', '--test-item-column', 'bbb']
  const valid = ['--validation', await rows('valid-named.csv', 'kdnr2,artx', 8, 9)]
  const { stderr } = await split(...chosen, ...columns, ...valid, '--out', 'own-names')
  expect(stderr).toContain("other.csv: a table with ',' and a header; user = aaa, item = bbb\n")
  expect(stderr).toContain("valid-named.csv: a table with ',' and a header; user = kdnr2, item = artx\n")
  expect(await part('own-names/test-held-out.csv')).toEqual(await part(test))
  const known = await rows('known.csv', 'user_id,item_id', 6, 8)
  const read = await split(...chosen.slice(0, -1), known, '--out', 'known-names')
  expect(read.stderr).toContain(
    "known.csv: a table with ',' and a header; user = user_id, item = item_id; not as the training data, whose columns or format it does not have\n",
  )
  expect(await part('known-names/test-held-out.csv')).toContain('u0,i6')
  expect(await refused(train, ...columns)).toBe(
    'hvamp: --test-user-column: must come with --test, got aaa alone',
  )
})

it('options without a use, files that are none, and nobody to test are refused', async () => {
  const [train, test] = [await file('g.csv', [0, 5]), await file('h.csv', [5, 6])]
  const valid = await file('i.csv', [6, 7])
  const given = [train, '--test', test]
  for (const [args, message] of [
    [[train, '--validation', valid], '--validation: must come with --test, got i.csv alone'],
    [[...given, '--split', 'weak'], '--test: goes with --split given, got --split weak'],
    [[...given, '--held-out', '3'], '--held-out: goes with --split strong, got --split given'],
    [
      [...given, '--min-user', '3'],
      '--min-user: must come without --test, whose files are taken as they are, got both',
    ],
    [
      [...given, '--validation', valid, '--fold-in', '0.7'],
      '--fold-in: must come without --validation, whose rows are held out, got both',
    ],
    [['ml-1m', '--test', test], "--test: goes with files of a split, got 'ml-1m'"],
    [[train, '--test', '-'], "--test: goes with files of a split, got '-'"],
    [
      [...given, '--fold-in', '0.99'],
      'g.csv: some users must have enough rows that one is held out for validation, got nobody: choose a lower --fold-in, or --validation with its file',
    ],
  ] as const) {
    expect(await refused(...args)).toBe(`hvamp: ${message}`)
  }
  await writeFile(join(folder, 'strangers.csv'), 'user,item\na,i1\nb,i2\n')
  expect(await refused(train, '--test', 'strangers.csv')).toBe(
    'hvamp: strangers.csv: must have users that g.csv has too, got 2 users of whom it has none, as a split by users leaves them (strong): give the rows of them that a model sees with --test-fold-in, and for validation with --validation-fold-in',
  )
  await writeFile(join(folder, 'unknown.csv'), 'user,item\nu1,x\nu2,y\n')
  expect(await refused(train, '--test', 'unknown.csv')).toBe(
    "hvamp: unknown.csv: must have users and items that g.csv has too, for a user's rows there are what a model sees of them, got none",
  )
  await writeFile(join(folder, 'rated.csv'), 'user,item,rating\nu1,i2,5\nu2,i4,1\nu3,i4,2\n')
  expect(await refused(train, '--test', 'rated.csv')).toMatch(
    /^hvamp: rated\.csv: must have no ratings as g\.csv, got ratings: choose with --implicit .*into g\.csv too$/,
  )
  expect(await refused('rated.csv', '--test', test)).toMatch(
    /^hvamp: h\.csv: must have ratings as rated\.csv, got no ratings: choose with --implicit .*into h\.csv too$/,
  )
})

it('where the ratings stand in one file alone, the option that is named reads both', async () => {
  const [train, test] = [await file('seen.csv', [0, 5]), await file('later.csv', [5, 7])]
  const rated = (await part(train)).map((row, i) => `${row},${1 + (i % 5)}`)
  await writeFile(join(folder, 'rated.csv'), `user,item,rating\n${rated.join('\n')}\n`)
  expect(await refused('rated.csv', '--test', test)).toContain('choose with --implicit if every row of both')
  await split('rated.csv', '--test', test, '--implicit', '--out', 'likes')
  expect(await part('likes/test-held-out.csv')).toEqual(await part(test))
})
