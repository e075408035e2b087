import { readFile as readText, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hvamp, jsonLines, scratch } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

/** Rows of many users, each with six of twelve items and a value. */
const rows = (row: (user: number, item: number, value: number) => string) =>
  Array.from({ length: 60 }, (_, user) =>
    [0, 1, 2, 3, 4, 5].map((item) => row(user, (user * 5 + item * 2) % 12, (user + item) % 5)),
  )
    .flat()
    .join('\n')

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return name
}

const config = async (run: string) => JSON.parse(await readText(join(folder, run, 'config.json'), 'utf8'))

it('how a file was read is said in a line, and kept in config.json and split.json', async () => {
  const path = await file(
    'told.csv',
    `kunde;movie;movieId;score\n${rows((u, i, v) => `k${u};Film;${i};${v + 1}`)}\n`,
  )
  const args = ['train', path, '--user-column', 'kunde', '--model', 'popularity', '--out', 'told']
  const { code, stderr } = await hostedHvamp(folder, [...args, '--rating-column', 'score', '--at-least', '1'])
  expect(code, stderr).toBe(0)
  expect(stderr).toContain(
    "told.csv: a table with ';' and a header; user = kunde, item = movieId, rating = score; not read: movie\n",
  )
  const { data } = await config('told')
  expect(data.reading).toMatchObject({
    format: 'table',
    delimiter: ';',
    columns: { user: 'kunde', item: 'movieId', rating: 'score' },
    unread: ['movie'],
    values: 'ratings',
  })
  await hostedHvamp(folder, [
    'split',
    path,
    '--user-column',
    'kunde',
    '--at-least',
    '1',
    '--rating-column',
    'score',
    '--out',
    'parts',
  ])
  expect(JSON.parse(await readText(join(folder, 'parts', 'split.json'), 'utf8')).reading.format).toBe('table')
})

it('play counts are kept whole and said to be counts, unless a threshold is given', async () => {
  const path = await file(
    'plays.tsv',
    `user\titem\tplays\n${rows((u, i, v) => `${u}\t${i}\t${v * 30 + 1}`)}\n`,
  )
  const counted = await hostedHvamp(folder, ['stats', path, '--json', '--min-user', '0'])
  expect(jsonLines(counted.stdout)[0]).toMatchObject({
    kept: { interactions: 360 },
    reading: { values: 'counts' },
  })
  const { stderr } = await hostedHvamp(folder, ['stats', path])
  expect(stderr).toMatch(
    /values of plays from 1 to 121 are taken for counts, and all are liked: .*--at-least/,
  )
  const cut = await hostedHvamp(folder, ['stats', path, '--json', '--min-user', '0', '--at-least', '31'])
  expect(jsonLines(cut.stdout)[0]).toMatchObject({ kept: { interactions: 288 } })
})

it('what a reader cannot decide is refused with the flags that decide it, and read with them', async () => {
  const path = await file('nulls.csv', `user,item\n${rows((u, i) => `${u % 9 === 0 ? 'NULL' : u},${i}`)}\n`)
  const refused = await hostedHvamp(folder, ['stats', path])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/nulls\.csv:2: .*--missing skip/) })
  const skipped = await hostedHvamp(folder, ['stats', path, '--missing', 'skip'])
  expect(skipped.stderr).toMatch(/42 rows with no user skipped, the first at line 2/)
  const bare = await file('bare.txt', '1 2 3\n2 3 4\n3 4 5\n')
  const undecided = await hostedHvamp(folder, ['stats', bare])
  expect(undecided.stderr).toMatch(
    /choose with --user-column and --item-column \(names, or numbers from 0\), .*--format adjacency\n$/,
  )
})

it('a file is read from the standard input, and its run is resumed with the file', async () => {
  const path = await file('piped.csv', `user,item\n${rows((u, i) => `${u},${i}`)}\n`)
  const text = await readText(join(folder, path))
  const train = ['train', '-', '--model', 'popularity', '--out', 'piped']
  const { code, stderr } = await hvamp(folder, train, { stdin: text })
  expect(code, stderr).toBe(0)
  expect(stderr).toContain("-: a table with ',' and a header; user = user, item = item\n")
  await hostedHvamp(folder, ['train', path, '--model', 'popularity', '--out', 'filed'])
  const [piped, filed] = [await config('piped'), await config('filed')]
  expect(piped.data.source.sha256).toBe(filed.data.source.sha256)
  const alone = await hostedHvamp(folder, ['evaluate', 'piped'])
  expect(alone.stderr).toMatch(
    /^hvamp: piped: was trained on the standard input: its data must be given again/,
  )
  expect(alone.stderr).toContain(
    'got none: hvamp evaluate piped FILE measures on the users of another file\n',
  )
})

it('a title above the header is refused with the option that passes over it, which later commands take too', async () => {
  const table = `kunde,movieId,score\n${rows((u, i, v) => `k${u},${i},${v + 1}`)}\n`
  const path = await file('titled.csv', `"Orders, November"\n\n${table}`)
  const args = ['train', path, '--user-column', 'kunde', '--model', 'popularity', '--out', 'titled']
  const refused = await hostedHvamp(folder, args)
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining(
      `got 2 lines above it, the first '"Orders, November"': choose with --skip-lines 2\n`,
    ),
  ])
  const trained = await hostedHvamp(folder, [...args, '--skip-lines', '2', '--at-least', '1'])
  expect(trained.code, trained.stderr).toBe(0)
  expect(trained.stderr).toContain('rating = score; the first 2 lines skipped')
  expect((await config('titled')).data.reading.options).toMatchObject({ skipLines: 2 })
  await file('titled-history.csv', 'of\ntoday\nkunde,movieId,score\nme,1,5\nme,3,5\n')
  const told = await hostedHvamp(folder, ['recommend', 'titled', '--history', 'titled-history.csv'])
  expect(told.code, told.stderr).toBe(0)
  expect(told.stdout).toMatch(/\nme /)
  await file('bare-history.csv', 'kunde,movieId,score\nme,1,5\nme,3,5\n')
  const bare = await hostedHvamp(folder, ['recommend', 'titled', '--history', 'bare-history.csv'])
  expect(bare.code, bare.stderr).toBe(0)
  expect(bare.stderr).toContain('rating = score; from its first line on')
})

it('a history is read with the columns of the training, by number too, and may lack the ratings', async () => {
  const path = await file('bare.csv', `${rows((u, i, v) => `x,${i},u${u},${v + 1}`)}\n`)
  const columns = ['--user-column', '2', '--item-column', '1', '--rating-column', '3']
  const trained = await hostedHvamp(folder, [
    'train',
    path,
    ...columns,
    '--model',
    'item-knn',
    '--at-least',
    '2',
    '--out',
    'bare',
  ])
  expect(trained.code, trained.stderr).toBe(0)
  await file('history.csv', 'x,1,me,5\nx,3,me,5\nx,4,me,1\n')
  const { code, stdout, stderr } = await hostedHvamp(folder, [
    'recommend',
    'bare',
    '--history',
    'history.csv',
  ])
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('user = column 2, item = column 1, rating = column 3; not read: column 0')
  expect(stdout).toMatch(/\nme /)
  await file('clicks.csv', 'x,1,me\nx,3,me\n')
  const clicks = await hostedHvamp(folder, ['recommend', 'bare', '--history', 'clicks.csv'])
  expect(clicks.code, clicks.stderr).toBe(0)
  expect(clicks.stderr).toMatch(/without the ratings of the training: every item counts as liked/)
})

it('a history with other columns than the training data, or in another format, is read as it looks, which is said', async () => {
  const train = await file('named.csv', `kunde;film;note\n${rows((u, i, v) => `k${u};${i};${v + 1}`)}\n`)
  const columns = ['--user-column', 'kunde', '--item-column', 'film', '--rating-column', 'note']
  const args = ['--model', 'item-knn', '--at-least', '2', '--out', 'named']
  expect((await hostedHvamp(folder, ['train', train, ...columns, ...args])).code).toBe(0)
  const asked = async (name: string, text: string) =>
    hostedHvamp(folder, ['recommend', 'named', '--history', await file(name, text), '--top', '1'])
  const liked = 'kunde;film;note\nme;1;5\nme;3;5\n'
  const wanted = await asked('same.csv', liked)
  expect(wanted.stderr).not.toMatch(/training data/)
  const others = [
    [
      'other.csv',
      'user,movieId,rating\nme,1,5\nme,3,5\n',
      'user = user, item = movieId, rating = rating; not as',
    ],
    [
      'lines.json',
      '{"user":"me","item":1,"rating":5}\n{"user":"me","item":3,"rating":5}\n',
      'JSON objects; user = user',
    ],
    [
      'bare.tsv',
      'user\titem\nme\t1\nme\t3\n',
      'not as the training data, whose columns or format it does not have: every item counts as liked',
    ],
  ] as const
  for (const [name, text, said] of others) {
    const { code, stdout, stderr } = await asked(name, text)
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(said)
    expect(stdout).toBe(wanted.stdout)
  }
  const wrong = await asked('wrong.csv', `${liked}me;4;much\n`)
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("wrong.csv:4: expected a finite number as rating, got 'much'"),
  })
  const unknown = await asked('unknown.csv', 'wer,was\nme,1\n')
  expect(unknown).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      "got columns 'wer', 'was': choose with --user-column and --item-column (names, or numbers from 0),",
    ),
  })
  const bare = rows((u, i) => `u${u},${1 + (i % 3)}`)
  await expect(asked('bare.csv', `${bare}\n`)).resolves.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^hvamp: bare\.csv:1: .* choose with --user-column and --item-column \(names, or numbers from 0\), /,
    ),
  })
  const placed = ['--user-column', '0', '--item-column', '1', '--top', '1']
  const answered = await hostedHvamp(folder, ['recommend', 'named', '--history', 'bare.csv', ...placed])
  expect(answered.code, answered.stderr).toBe(0)
})

it('characters in UTF-8 that are read in another encoding, as was chosen, are said', async () => {
  const lines = rows((u, i) => `Käthe ${u},${i},${(u + i) % 5}`).split('\n')
  const latin = Buffer.from('\nAndr\xe9,1,4\n', 'latin1')
  await writeFile(
    join(folder, 'mixed.csv'),
    Buffer.concat([Buffer.from(['user,item,rating', ...lines].join('\n')), latin]),
  )
  const asked = await hostedHvamp(folder, ['stats', 'mixed.csv'])
  expect(asked.stderr).toMatch(
    /: expected UTF-8 text, got the byte 0xE9 after 'Andr', where other lines are UTF-8: correct this line, or read 'Käthe' as 'KÃ¤the': choose with --encoding windows-1252\n$/,
  )
  const read = await hostedHvamp(folder, ['stats', 'mixed.csv', '--encoding', 'windows-1252'])
  expect(read.stderr).toContain(
    `mixed.csv: ${lines.length} characters in UTF-8 were read in windows-1252, as other ones: to read them right, correct the lines in windows-1252 and leave --encoding out\n`,
  )
})

it('decimal commas and other encodings are read, said and kept; what is not sure names its flag', async () => {
  const text = `user;item;rating\n${rows((u, i, v) => `Zoé ${u};${i};${v},5`)}\n`
  await writeFile(join(folder, 'latin.csv'), Buffer.from(text, 'latin1'))
  const asked = await hostedHvamp(folder, ['stats', 'latin.csv'])
  expect(asked).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /got the byte 0xE9 after 'Zo', 'Zoé' in windows-1252 or windows-1250: choose with --encoding windows-1252 or the like\n$/,
    ),
  })
  const train = ['train', 'latin.csv', '--encoding', 'latin1', '--model', 'popularity', '--out', 'latin']
  const { code, stderr } = await hostedHvamp(folder, [...train, '--at-least', '1.5'])
  expect(code, stderr).toBe(0)
  expect(stderr).toContain(
    "latin.csv: a table with ';', a header and decimal commas; in windows-1252; user = user",
  )
  const { data, options } = await config('latin')
  expect(options.encoding).toBe('latin1')
  expect(data.reading).toMatchObject({
    decimal: 'comma',
    encoding: 'windows-1252',
    options: { encoding: 'latin1' },
  })
  expect((await hostedHvamp(folder, ['evaluate', 'latin', '--backend', 'cpu'])).code).toBe(0)
  const thousands = await file('thousands.csv', 'user;item;plays\n1;a;1.234\n2;a;5\n')
  expect((await hostedHvamp(folder, ['stats', thousands])).stderr).toMatch(/choose with --decimal\n$/)
  const read = await hostedHvamp(folder, [
    'stats',
    thousands,
    '--decimal',
    'comma',
    '--min-user',
    '0',
    '--json',
  ])
  expect(jsonLines(read.stdout)[0]).toMatchObject({ read: { values: [{ value: 5 }, { value: 1234 }] } })
})

it('says that cancelled orders count, and leaves them out as it says', async () => {
  const orders =
    'customer,product,quantity,date\n1,tea,2,2026-01-01\n1,rum,1,2026-01-02\n1,tea,-2,2026-01-03\n'
  const path = await file('cancelled.csv', orders)
  const counted = await hostedHvamp(folder, ['stats', path, '--min-user', '1'])
  expect(counted.stderr).toContain(
    'cancelled.csv: 1 row has a negative quantity, the first at line 4, and counts as a purchase: --rating-column quantity --at-least 1 leaves out what was cancelled last in the file, with --time-column last in time\n',
  )
  const timed = await hostedHvamp(folder, ['stats', path, '--min-user', '1', '--time-column', 'date'])
  expect(timed.stderr).toContain('--at-least 1 leaves out what was cancelled last\n')
  const { stdout } = await hostedHvamp(folder, ['stats', path, '--min-user', '1', '--json'])
  expect(jsonLines(stdout).at(-1)).toMatchObject({
    kept: { interactions: 2 },
    reading: { negative: { rows: 1 } },
  })
  const given = ['--rating-column', 'quantity', '--at-least', '1', '--min-user', '1', '--json']
  const left = await hostedHvamp(folder, ['stats', path, ...given])
  expect(jsonLines(left.stdout).at(-1)).toMatchObject({ kept: { interactions: 1, items: 1 } })
  const [header, ...rows] = orders.trim().split('\n')
  const turned = await file('turned.csv', `${[header, ...rows.reverse()].join('\n')}\n`)
  const last = await hostedHvamp(folder, ['stats', turned, ...given, '--time-column', 'date'])
  expect(jsonLines(last.stdout).at(-1)).toMatchObject({ kept: { interactions: 1, items: 1 } })
})

it('the times of a column that stats is given are read, and one that is none is refused', async () => {
  const given = ['--time-column', 'Datum', '--min-user', '1']
  const german = await file('german.csv', 'user;item;Datum\n1;2;01.01.2026 00:00\n1;3;31.12.2026 18:30\n')
  const { code, stderr } = await hostedHvamp(folder, ['stats', german, ...given])
  expect([code, stderr]).toEqual([0, expect.stringContaining('timestamp = Datum')])
  const american = await file('american.csv', 'user;item;Datum\n1;2;31/31/2026\n')
  expect(await hostedHvamp(folder, ['stats', american, ...given])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("got '31/31/2026'"),
  })
})

it('asks about ratings in a table without header, whose user and item are chosen by number', async () => {
  const path = await file(
    'item-first.csv',
    `${rows((u, i, v) => `i${i},u${u},${v + 1}.0,${1_504_037_655 + u}`)}\n`,
  )
  const chosen = ['stats', path, '--user-column', '1', '--item-column', '0']
  const asked = await hostedHvamp(folder, chosen)
  expect(asked.code).toBe(2)
  expect(asked.stderr).toContain(
    'item-first.csv: must have ratings that are read, or none, got column 2, which may have some: choose with --rating-column 2, or --implicit if every row stands for a like',
  )
  const { stderr, code } = await hostedHvamp(folder, [...chosen, '--rating-column', '2', '--min-user', '2'])
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('item-first.csv: ratings from 1 to 5, liked from 4')
  expect((await hostedHvamp(folder, [...chosen, '--implicit', '--min-user', '2'])).code).toBe(0)
})

it('reads texts in place of ratings where every row is a like, in later commands too', async () => {
  const path = await file(
    'moods.csv',
    `user,item,rating\n${rows((u, i, v) => `u${u},i${i},${'★'.repeat(v + 1)}`)}\n`,
  )
  const { code, stderr } = await hostedHvamp(folder, ['stats', path])
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(
      "moods.csv:2: expected a finite number as rating, got '★': choose with --rating-column, --implicit if every row stands for a like",
    ),
  ])
  const mistyped = await hostedHvamp(folder, ['stats', path, '--implicit', '--rating-column', 'ratng'])
  expect([mistyped.code, mistyped.stderr]).toEqual([
    2,
    expect.stringContaining("expected a column 'ratng' as rating"),
  ])
  const gap = await file('gap.csv', 'user,item,rating\na,b,5\na,c,\n')
  const missing = await hostedHvamp(folder, ['stats', gap, '--implicit'])
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('choose with --missing skip')])
  const train = ['train', path, '--implicit', '--model', 'popularity', '--out', 'moods']
  const trained = await hostedHvamp(folder, train)
  expect(trained.code, trained.stderr).toBe(0)
  expect(trained.stderr).toContain('without ratings: every row is a like')
  const { data, options } = await config('moods')
  expect([data.reading.options.ratings, data.reading.values, options.implicit]).toEqual([false, 'none', true])
  const recommended = await hostedHvamp(folder, ['recommend', 'moods', '--history', path, '--top', '2'])
  expect(recommended.code, recommended.stderr).toBe(0)
  const prepared = await hostedHvamp(folder, ['prepare', path, '--implicit', '--out', 'prepared-moods'])
  expect(prepared.code, prepared.stderr).toBe(0)
  const numbers = await file(
    'numbers.csv',
    `user,item,rating\n${rows((u, i, v) => `u${u},i${i},${v + 1}`)}\n`,
  )
  const plain = await hostedHvamp(folder, ['stats', numbers, '--implicit'])
  expect(plain.stderr).toContain('rating = rating')
})

it('names what to do where a matrix has no times, and the columns of a table with products first', async () => {
  const matrix = await file('m.mtx', '%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1\n')
  expect(
    (await hostedHvamp(folder, ['split', matrix, '--split', 'time', '--out', 'no-times'])).stderr,
  ).toContain(
    'm.mtx:1: expected timestamps, got a matrix of MatrixMarket, which has none: choose with a way that needs no times (--split strong)',
  )
  const products = await file(
    '2018.csv',
    rows((u, i, v) => `B00000000${i % 10},A00000000${100 + u},${v}.0`),
  )
  expect((await hostedHvamp(folder, ['stats', products])).stderr).toContain(
    'choose with --user-column 1 --item-column 0 --rating-column 2',
  )
})

it('files of which some alone have ratings name the options that read them', async () => {
  await file('parts-a.csv', `user,item,rating\n${rows((u, i) => `${u},${i},${1 + ((u + i) % 5)}`)}\n`)
  await file('parts-b.csv', `user,item\n${rows((u, i) => `9${u},${i}`)}\n`)
  const asked = await hostedHvamp(folder, ['stats', 'parts-*.csv'])
  expect(asked.stderr).toBe(
    'hvamp: parts-b.csv: expected a rating column, as parts-a.csv, got no rating column: choose with --implicit if every row stands for a like\n',
  )
  const { code, stderr } = await hostedHvamp(folder, ['stats', 'parts-*.csv', '--implicit'])
  expect(code, stderr).toBe(0)
  expect(stderr).toContain('not read: rating; without ratings: every row is a like')
})
