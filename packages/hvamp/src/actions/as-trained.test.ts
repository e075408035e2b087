import { appendFile, cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, scratch, withOptions } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  // two groups of tastes; columns whose names nobody could guess
  const rows = Array.from({ length: 120 }, (_, user) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map(
      (item) => `${user},${user % 2 === 0 ? 'A' : 'B'}${(user * 3 + item) % 10},${item < 7 ? 8 : 3}`,
    ),
  ).flat()
  await writeFile(join(folder, 'taste.csv'), `wer,was,wieviel\n${rows.join('\n')}\n`)
  const columns = ['--user-column', 'wer', '--item-column', 'was', '--rating-column', 'wieviel']
  const train = [
    'train',
    'taste.csv',
    ...columns,
    '--at-least',
    '6',
    '--held-out',
    '20',
    '--model',
    'item-knn',
  ]
  await done(folder, ...train, '--out', 'run')
})
afterAll(() => remove())

async function done(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(cwd, args)
  expect(code, stderr).toBe(0)
  return stdout
}

const recommended = (history: string, ...args: string[]) => recommendedBy('run', history, ...args)

async function recommendedBy(run: string, history: string, ...args: string[]): Promise<string[][]> {
  await writeFile(join(folder, 'history.csv'), history)
  const stdout = await done(
    folder,
    'recommend',
    run,
    '--history',
    'history.csv',
    '--json',
    ...withOptions(['--top', '4'], ...args),
  )
  const lines = jsonLines(stdout).filter((line) => 'user' in line)
  return lines.map(({ items }) => (items as { item: string }[]).map(({ item }) => item))
}

describe('recommend --history', () => {
  it('reads the columns of the training, and takes rated items for liked from its threshold on', async () => {
    const liked = 'wer,was,wieviel\nme,A1,9\nme,A2,8\n'
    const [alone] = await recommended(liked)
    expect(alone!.every((item) => item.startsWith('A'))).toBe(true)
    const [besideDisliked] = await recommended(`${liked}me,B1,1\nme,B2,2\nme,${alone![0]},2\n`)
    expect(besideDisliked).toEqual((await recommended(liked, '--top', '5'))[0]!.slice(1)) // what was rated stays out
  })

  it('keeps users who like nothing, and says so', async () => {
    const history = 'wer,was,wieviel\nhater,A1,1\nlover,A1,9\n'
    expect(await recommended(history)).toHaveLength(2)
    const { stderr } = await hostedHvamp(folder, ['recommend', 'run', '--history', 'history.csv'])
    expect(stderr).toMatch(
      /popular items instead, because the model knows no item that these users like: 'hater'\n/,
    )
  })

  it('takes another threshold or other columns where they are given', async () => {
    const history = 'who,what,wieviel\nme,A1,1\n'
    const columns = ['--user-column', 'who', '--item-column', 'what']
    const [all] = await recommended(history, ...columns, '--implicit')
    expect(all!.every((item) => item.startsWith('A'))).toBe(true)
    expect(all).toEqual((await recommended(history, ...columns, '--at-least', '1'))[0])
  })
})

it('a history whose verdicts are not read is refused, as evaluate refuses it: none were taken for likes', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 8},A${i % 7},${i % 3 === 0 ? 1 : 0}`)
  await writeFile(join(folder, 'verdicts.csv'), `wer,was,liked\n${rows.join('\n')}\n`)
  for (const command of [
    ['recommend', 'run', '--history'],
    ['evaluate', 'run'],
  ]) {
    const refused = await hostedHvamp(folder, [...command, 'verdicts.csv'])
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain(
      "got column 'liked', which may have some: choose with --rating-column liked",
    )
  }
  await done(
    folder,
    'recommend',
    'run',
    '--history',
    'verdicts.csv',
    '--rating-column',
    'liked',
    '--at-least',
    '1',
  )
})

it('ratings of another scale than that of the training are refused, and the threshold of the training is said', async () => {
  const rows = (rating: (item: number) => number | undefined) =>
    [1, 2, 3, 4, 5, 6]
      .map((item) => ['me', `A${item}`, rating(item)].filter((cell) => cell !== undefined).join(','))
      .join('\n')
  await writeFile(join(folder, 'likes.csv'), `wer,was,wieviel\n${rows((item) => item % 2)}\n`)
  for (const args of [
    ['recommend', 'run', '--history', 'likes.csv'],
    ['evaluate', 'run', 'likes.csv'],
  ]) {
    expect(await hostedHvamp(folder, args)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/likes\.csv: must have ratings like .* from 0 to 1: choose --at-least /),
    })
  }
  await writeFile(join(folder, 'rated.csv'), `wer,was,wieviel\n${rows((item) => item + 2)}\n`)
  const { stderr } = await hostedHvamp(folder, ['recommend', 'run', '--history', 'rated.csv'])
  expect(stderr).toContain('rated.csv: ratings from 3 to 8, liked from 6, as in the training of run: choose')
  await writeFile(join(folder, 'clicks.csv'), `wer,was\n${rows(() => undefined)}\n`)
  const clicks = await hostedHvamp(folder, ['evaluate', 'run', 'clicks.csv', '--backend', 'wasm'])
  expect(clicks.code, clicks.stderr).toBe(0)
  expect(clicks.stderr).toContain('every item counts as liked')
})

it('evaluate reads another file as the run was trained', async () => {
  const stdout = await done(folder, 'evaluate', 'run', 'taste.csv', '--json', '--backend', 'wasm')
  expect(jsonLines(stdout).at(-1)).toMatchObject({
    users: 120,
    trainedUsers: 80,
    data: { file: 'taste.csv', ratings: { lowest: 3, highest: 8 }, atLeast: 6, kept: { users: 120 } },
  })
})

it('evaluate keeps the users whom the training keeps, and says where items were held out in another way', async () => {
  const text = await readFile(join(folder, 'taste.csv'), 'utf8')
  await writeFile(join(folder, 'with-few.csv'), `${text.trimEnd()}\nfew,A1,8\nfew,A2,8\nfew,A3,8\n`)
  const columns = ['--user-column', 'wer', '--item-column', 'was', '--rating-column', 'wieviel']
  const division = ['--split', 'leave-one-out', '--min-user', '3']
  const training = [...columns, '--at-least', '6', ...division, '--model', 'item-knn', '--out', 'of-few']
  await done(folder, 'train', 'with-few.csv', ...training)
  const stdout = await done(folder, 'evaluate', 'of-few', 'with-few.csv', '--json')
  expect(jsonLines(stdout).at(-1)).toMatchObject({ data: { minUser: 3, kept: { users: 121 } } })
  const { stderr } = await hostedHvamp(folder, ['evaluate', 'of-few', 'with-few.csv'])
  expect(stderr).toContain(
    'with-few.csv: each user is measured on 20 % of the items, drawn at random; of-few was measured by --split leave-one-out: its figures are not of the same kind\n',
  )
  const chosen = ['evaluate', 'of-few', 'with-few.csv', '--min-user', '5', '--json']
  expect(jsonLines(await done(folder, ...chosen)).at(-1)).toMatchObject({ data: { kept: { users: 120 } } })
  expect((await hostedHvamp(folder, ['evaluate', 'run', 'with-few.csv'])).stderr).not.toContain('same kind')
})

it('evaluate reads a file with other separators as it looks, and warns of users who took part in training', async () => {
  const text = await readFile(join(folder, 'taste.csv'), 'utf8')
  await writeFile(
    join(folder, 'tabs.txt'),
    text.replaceAll(',', '\t').replace('wer\twas\twieviel', 'user\titem\trating'),
  )
  const { code, stderr } = await hostedHvamp(folder, ['evaluate', 'run', 'tabs.txt', '--backend', 'wasm'])
  expect(code, stderr).toBe(0)
  expect(stderr).toMatch(
    /tabs\.txt: a table with tabs .*; not as the training data, whose columns or format it does not have\n/,
  )
  expect(stderr).toMatch(
    /measured on tabs\.txt; the model was trained on taste\.csv, which is not the same data\n/,
  )
  expect(stderr).toMatch(
    /tabs\.txt: 80 of the users measured have ids that training users have too: if they are the same people, this flatters/,
  )
})

it.each(['weak', 'leave-one-out', 'given'])(
  'evaluate on the %s split of the training, which tests training users, does not call that flattering',
  async (protocol) => {
    const columns = [
      '--user-column',
      'wer',
      '--item-column',
      'was',
      '--rating-column',
      'wieviel',
      '--at-least',
      '6',
    ]
    const parts = `parts-${protocol}`
    if (protocol === 'given') {
      const [head, ...rows] = (await readFile(join(folder, 'taste.csv'), 'utf8')).trimEnd().split('\n')
      const write = (name: string, isIn: (row: number) => boolean) =>
        writeFile(join(folder, name), `${[head, ...rows.filter((_, row) => isIn(row))].join('\n')}\n`)
      await write('given-train.csv', (row) => row % 7 !== 0)
      await write('given-test.csv', (row) => row % 7 === 0)
      await done(folder, 'split', 'given-train.csv', ...columns, '--test', 'given-test.csv', '--out', parts)
    } else {
      await done(folder, 'split', 'taste.csv', ...columns, '--split', protocol, '--out', parts)
    }
    const run = `of-${protocol}`
    await done(folder, 'train', parts, '--model', 'item-knn', '--out', run)
    const own = await hostedHvamp(folder, ['evaluate', run, parts])
    expect(own.code, own.stderr).toBe(0)
    expect(own.stderr).toContain(
      `${parts}: the split that the model was trained on, which tests training users on what is held out of them`,
    )
    expect(own.stderr).not.toContain('flatters')
    const result = async (data: string) =>
      jsonLines(await done(folder, 'evaluate', run, data, '--json')).at(-1)
    expect(await result(parts)).toMatchObject({ isOwnSplit: true })
    if (protocol === 'given') return
    const others = `other-${protocol}`
    const options = ['--split', 'weak', '--split-seed', '7', '--out', others]
    await done(folder, 'split', 'taste.csv', ...columns, ...options)
    const { stderr } = await hostedHvamp(folder, ['evaluate', run, others])
    expect(stderr).toContain('of the users measured took part in training, which flatters the model')
    expect(await result(others)).toMatchObject({ isOwnSplit: false })
  },
)

describe('evaluate on other data than those of the training', () => {
  const evaluate = (...args: string[]) =>
    hostedHvamp(folder, ['evaluate', 'run', ...args, '--backend', 'wasm'])

  it('refuses a split of which the model knows few items, unless they are left out by choice', async () => {
    const rows = Array.from({ length: 60 }, (_, user) =>
      Array.from({ length: 10 }, (_, i) => `${user},${i < 2 ? `A${i}` : `C${(user + i) % 9}`}`),
    ).flat()
    await writeFile(join(folder, 'other.csv'), `user,item\n${rows.join('\n')}\n`)
    await done(folder, 'split', 'other.csv', '--held-out', '10', '--fold-in', '0.5', '--out', 'others')
    const { code, stderr } = await evaluate('others')
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /hvamp: others, a split of other\.csv: must have mostly items that the model knows, got \d\d of 50 rows of other items than those of run, which was trained on taste\.csv: name a model of these items \(hvamp train makes one\), or choose --unknown skip to measure on the rest\n/,
    )
    const skipped = await evaluate('others', '--unknown', 'skip', '--json')
    expect(skipped.code, skipped.stderr).toBe(0)
    expect(jsonLines(skipped.stdout).at(-1)).toMatchObject({
      trainedUsers: null,
      trainedIds: expect.any(Number),
    })
    expect((await evaluate('other.csv')).code).toBe(2)
  })

  it('counts the users who took part in training on a split of the same file, and on the split of the training', async () => {
    const columns = ['--user-column', 'wer', '--item-column', 'was', '--rating-column', 'wieviel']
    const divided = ['taste.csv', ...columns, '--at-least', '6', '--held-out', '20']
    await done(folder, 'split', ...divided, '--split-seed', '1', '--out', 'ones')
    await done(folder, 'split', ...divided, '--split-seed', '2', '--out', 'twos')
    await done(folder, 'train', 'ones', '--model', 'item-knn', '--out', 'of-ones')
    for (const [run, split] of [
      ['run', 'ones'],
      ['of-ones', 'twos'],
      ['of-ones', 'ones'],
    ] as const) {
      const { code, stderr, stdout } = await hostedHvamp(folder, ['evaluate', run, split, '--json'])
      expect(code, stderr).toBe(0)
      const { trainedUsers, trainedIds } = jsonLines(stdout).at(-1)!
      expect(trainedUsers).toBe(trainedIds)
      if (run === 'of-ones') expect((trainedUsers as number) > 0).toBe(split === 'twos')
    }
  })
})

it('evaluate and resume find the data of a run from every folder, also when both were moved together', async () => {
  await mkdir(join(folder, 'elsewhere'))
  const evaluate = ['evaluate', join('..', 'run'), '--json', '--backend', 'wasm']
  const there = await done(join(folder, 'elsewhere'), ...evaluate)
  expect(there).toBe(await done(folder, 'evaluate', 'run', '--json', '--backend', 'wasm'))
  await mkdir(join(folder, 'moved'))
  for (const name of ['run', 'taste.csv']) {
    await cp(join(folder, name), join(folder, 'moved', name), { recursive: true })
  }
  expect(await done(join(folder, 'moved'), 'evaluate', 'run', '--json', '--backend', 'wasm')).toBe(there)
})

it('evaluate of data that have grown or were moved says how other data are measured', async () => {
  const own = join(folder, 'grown')
  await mkdir(own)
  await cp(join(folder, 'taste.csv'), join(own, 'sales.csv'))
  await done(
    own,
    'train',
    'sales.csv',
    '--format',
    'csv',
    '--user-column',
    'wer',
    '--item-column',
    'was',
    '--rating-column',
    'wieviel',
    '--model',
    'popularity',
    '--out',
    'run',
  )
  const wayOut = 'hvamp evaluate run FILE measures on the users of another file\n'
  await appendFile(join(own, 'sales.csv'), '7,A1,9\n')
  expect((await hostedHvamp(own, ['evaluate', 'run', '--backend', 'wasm'])).stderr).toMatch(
    new RegExp(
      `\nhvamp: sales\\.csv: must be as when run was begun, with SHA-256 \\w+, got \\w+: ${wayOut}$`,
    ),
  )
  await rename(join(own, 'sales.csv'), join(own, 'old.csv'))
  expect(await hostedHvamp(own, ['evaluate', 'run', '--backend', 'wasm'])).toMatchObject({
    code: 2,
    stderr: `hvamp: sales.csv: must be the data of run, got no such file: ${wayOut}`,
  })
})

describe('--time-column', () => {
  it('makes the latest row count in training and in histories, wherever it stands in the file', async () => {
    const bought = (await readFile(join(folder, 'taste.csv'), 'utf8')).trimEnd().split('\n').slice(1)
    const rows = [
      '0,A9,1,2026-02-01',
      ...bought.map((row) => `${row.replace(/,\d$/, ',8')},2026-01-01`),
      '0,A9,8,2026-01-01',
    ]
    await writeFile(join(folder, 'newest.csv'), `wer,was,wieviel,wann\n${rows.join('\n')}\n`)
    const options = [
      '--user-column',
      'wer',
      '--item-column',
      'was',
      '--rating-column',
      'wieviel',
      '--time-column',
      'wann',
    ]
    const kept = ['--at-least', '6', '--held-out', '20', '--model', 'item-knn', '--min-user', '2']
    const { stderr, code } = await hostedHvamp(folder, [
      'train',
      'newest.csv',
      ...options,
      ...kept,
      '--out',
      'latest',
    ])
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('the latest row counts')
    const returned = 'wer,was,wieviel,wann\nme,B2,1,2026-02-01\nme,A1,9,2026-01-01\nme,B2,9,2026-01-01\n'
    const [last] = await recommended(returned)
    const [latest] = await recommended(returned, '--time-column', 'wann')
    const [one] = await recommended('wer,was,wieviel\nme,A1,9\nme,B2,1\n')
    expect(latest).toEqual(one)
    expect(last).not.toEqual(one)
    const byItself = await recommendedBy('latest', returned)
    expect(byItself).toEqual(await recommendedBy('latest', returned, '--time-column', 'wann'))
    expect(byItself).toEqual(await recommendedBy('latest', 'wer,was,wieviel\nme,A1,9\nme,B2,1\n'))
    const measured = await hostedHvamp(folder, ['evaluate', 'latest', 'newest.csv', '--backend', 'wasm'])
    expect(measured.code, measured.stderr).toBe(0)
    expect(measured.stderr).toContain('the latest row counts')
  })
})

it('asks about a column that may have ratings, where no rating is read', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 12},${i % 7},${i % 2}`)
  await writeFile(join(folder, 'labels.csv'), `user_id,item_id,Is Liked\n${rows.join('\n')}\n`)
  const stats = (...args: string[]) => hostedHvamp(folder, ['stats', 'labels.csv', ...args])
  const refused = await stats()
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain(
    "got column 'Is Liked', which may have some: choose with --rating-column 'Is Liked', or --implicit if every row stands for a like",
  )
  for (const choice of [['--implicit'], ['--rating-column', 'Is Liked', '--at-least', '1']]) {
    const { code, stderr } = await stats(...choice, '--min-user', '1')
    expect(code, stderr).toBe(0)
  }
})
