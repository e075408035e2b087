import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, scratch, tiny, withOptions, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await write('short.csv', 'user,item,rating\n1,2,5\n1,3\n')
  await write('words.csv', 'user,item,rating\n1,2,5\n1,3,good\n')
  await write('columns.csv', 'who,what,rating\n1,2,5\n')
  await write('empty.csv', '')
  const gz = gzipSync(await readFile(join(folder, 'ratings.csv')))
  await writeFile(join(folder, 'cut.csv.gz'), gz.subarray(0, gz.length - 20))
  const trained = await hostedHvamp(folder, [
    'train',
    'ratings.csv',
    '--out',
    'run',
    ...withOptions(tiny, '--epochs', '1'),
  ])
  expect(trained.stderr).not.toMatch(/hvamp:/)
})
afterAll(() => remove())

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, name), text)
}

/** One line, exit code 2, no result, no new files. */
async function refused(...args: string[]): Promise<string> {
  const before = await readdir(folder, { recursive: true })
  const ended: Ended = await hostedHvamp(folder, args)
  expect(ended.stderr).toMatch(/(^|\n)hvamp: [^\n]+\n$/)
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(await readdir(folder, { recursive: true })).toEqual(before)
  return ended.stderr
}

describe('bad files are refused in one line, with nothing written', () => {
  it.each([
    ['a missing file', 'nowhere.csv', /nowhere\.csv: expected a file that can be read, got no such file/],
    ['an empty file', 'empty.csv', /empty\.csv: expected interactions, got an empty file/],
    ['a row with too few fields', 'short.csv', /short\.csv:3: expected 3 fields.*, got 2/],
    ['a rating that is no number', 'words.csv', /words\.csv:3: expected .*number.*, got 'good'/],
    [
      'a header without users',
      'columns.csv',
      /columns\.csv:1: expected a header with a user.*got columns 'who'/,
    ],
    [
      'gzip that was cut off',
      'cut.csv.gz',
      /cut\.csv\.gz: expected complete gzip data, got data that ends too early/,
    ],
  ])('%s', async (_, file, message) => {
    expect(await refused('train', file)).toMatch(message)
  })

  it('a column that is not there', async () => {
    expect(await refused('stats', 'ratings.csv', '--user-column', 'customer')).toMatch(
      /ratings\.csv:1: expected a column 'customer' as user, got columns 'userId', 'itemId', 'rating'/,
    )
  })

  it('a file of which the filters leave nothing', async () => {
    expect(await refused('train', 'ratings.csv', '--at-least', '6')).toMatch(
      /filters must leave some of its .* got none: --at-least 6 leaves none \(ratings from \d to 5\); choose --at-least 5, .* or --implicit/,
    )
  })
})

describe('bad options are refused in one line, with nothing written', () => {
  it.each([
    [['train', 'ratings.csv', '--beta', 'NaN'], /--beta: must be a number, at least 0, got 'NaN'/],
    [
      ['train', 'ratings.csv', '--pseudo-inputs', '0'],
      /--pseudo-inputs: must be an integer, at least 1, got '0'/,
    ],
    [
      ['train', 'ratings.csv', '--learning-rate', 'Infinity'],
      /--learning-rate: must be a number, above 0, got 'Inf/,
    ],
    [
      ['train', 'ratings.csv', '--dropout', '1'],
      /--dropout: must be a number, at least 0 and below 1, got '1'/,
    ],
    [
      ['train', 'ratings.csv', '--metrics', 'ndcg@0'],
      /--metrics: the cut-off after @ must be a positive .*'ndcg@0'/,
    ],
    [
      ['train', 'ratings.csv', '--split-seed', '4294967296'],
      /^hvamp: --split-seed: must be at most 4294967295 with --split-method published, got 4294967296\n$/,
    ],
    [
      ['evaluate', 'run', 'ratings.csv', '--split-seed', '4294967296'],
      /^hvamp: --split-seed: must be at most 4294967295, got 4294967296\n$/,
    ],
    [['train', 'ratings.csv', '--metrics', 'auc@10'], /--metrics: must be ndcg, recall, .*, got 'auc@10'/],
    [
      ['train', 'ratings.csv', '--held-out', '100'],
      /--held-out: twice .* below the \d+ users of ratings\.csv, got 100/,
    ],
    [
      ['train', 'ratings.csv', '--out', 'run'],
      /--out: must be a new folder, got 'run', which is there already: choose another --out\n/,
    ],
    [
      ['train', 'ratings.csv', '--model', 'svd'],
      /option '--model <name>' argument 'svd' is invalid.*hvamp, vamp/,
    ],
    [
      ['train', 'ratings.csv', '--warm-up', '5', '--warm-up-steps', '9'],
      /cannot be used with option '--warm-up /,
    ],
    [
      ['train', 'ratings.csv', '--model', 'ease', '--epochs', '5'],
      /--epochs: must come with a model that uses it \(hvamp, .*\), got --model ease/,
    ],
    [['train', 'ratings.csv', '--model', 'ease', '--l2', '0'], /ease: l2 must be positive and finite, got 0/],
    [['train'], /train: must have a file of ratings, --resume, --refit or --from, got none of them/],
    [['recommend', 'run', '--items', '1', '--top', '0'], /--top: must be an integer, at least 1, got '0'/],
    [['recommend', 'run'], /recommend: must have --history, --items or --item, got none of them/],
    [['recommend', 'run', '--count', '5'], /unknown option '--count' \(Did you mean --top\?\)$/m],
    [['split', 'ratings.csv', '--seed', '7'], /unknown option '--seed' \(Did you mean --split-seed\?\)$/m],
    [['recommend', 'run', '-n', '5'], /unknown option '-n' \(Did you mean --top\?\)$/m],
    [['stats', 'ratings.csv', '--sep=;'], /unknown option '--sep=;' \(Did you mean --delimiter\?\)$/m],
    [
      ['recommend', 'runs', '--titles', 'items.csv'],
      /unknown option '--titles' \(Did you mean --item-table\?\)$/m,
    ],
    [['train', 'ratings.csv', '--bets', '1'], /unknown option '--bets'.*Did you mean --beta/],
    [
      ['train', 'ratings.csv', '--model', 'mult-vea'],
      /--model.*'mult-vea' is invalid.*\(Did you mean mult-vae\?\)/,
    ],
    [['reproduce', 'own-dat', '--out', 'x'], /'own-dat' is invalid.*\(Did you mean own-data\?\)/],
    [['train', 'ratings.csv', '--metrics', 'ndgc@100'], /got 'ndgc@100' \(Did you mean ndcg\?\)/],
    [['export', 'run', '--format', 'pytorch'], /unknown option '--format'/],
    [['export', 'run'], /export: must have --to onnx or a name that ends in \.onnx, .*, got neither/],
    [['trian'], /unknown command 'trian'.*Did you mean train/],
    [['help', 'trian'], /^hvamp: unknown command 'trian' \(Did you mean train\?\)$/m],
  ])('%j', async (args, message) => {
    expect(await refused(...args)).toMatch(message)
  })
})

describe('a model whose files are not what they were', () => {
  it('there is no such folder', async () => {
    expect(await refused('info', 'nowhere')).toMatch(
      /nowhere: must be the folder of a model or a run, got no such folder/,
    )
  })

  it.each([
    ['recommend', 'nowhere', '--history', 'missing.csv'],
    ['recommend', 'nowhere', '--items', '1', '--item-table', 'missing.csv'],
    ['similar', 'nowhere', '--items', '1', '--item-table', 'missing.csv'],
    ['embed', 'nowhere', '--history', 'missing.csv', '--out', 'vectors.npy'],
    ['evaluate', 'nowhere', 'missing.csv'],
  ])('there is no such folder, which is told before what other files lack: %s %s %s', async (...args) => {
    expect(await refused(...args)).toMatch(
      /nowhere: must be the folder of a model or a run, got no such folder/,
    )
  })

  it('files stand where one may, as a shell makes of a pattern without quotes', async () => {
    expect(await refused('stats', 'monday.csv', 'tuesday.csv')).toBe(
      "hvamp: too many arguments for 'stats'. Expected 1 argument but got 2. Several files of data are one argument, a pattern in quotes: 'days/*.csv'\n",
    )
  })

  it('a file is missing', async () => {
    await rm(await copied('missing', 'weights'))
    expect(await refused('info', 'missing')).toMatch(/missing\/weights.*\.safetensors: .*no such file/)
    await rm(await copied('bare', 'model'))
    expect(await refused('info', 'bare')).toMatch(
      /bare: must be the folder of .*, got one without .*model\.json\n/,
    )
  })

  it('a file was cut off', async () => {
    await truncate(await copied('cut', 'weights'), 1000)
    expect(await refused('info', 'cut')).toMatch(/cut\/weights.*\.safetensors: .*damaged.*SHA-256/)
    await truncate(await copied('torn', 'model'), 30)
    expect(await refused('info', 'torn')).toMatch(/torn\/model\.json: must be JSON/)
  })

  it.each(['weights', 'model'])('a byte of %s was changed', async (file) => {
    const path = await copied(`altered-${file}`, file)
    const bytes = await readFile(path)
    bytes[bytes.length - 20]! ^= 1
    await writeFile(path, bytes)
    expect(await refused('recommend', `altered-${file}`, '--items', '1')).toMatch(
      /damaged.*SHA-256|must be JSON/,
    )
  })
})

/** Copies the model, and gives the path of the file of it whose name begins so. */
async function copied(name: string, file: string): Promise<string> {
  await cp(join(folder, 'run', 'model'), join(folder, name), { recursive: true })
  const found = (await readdir(join(folder, name))).find((each) => each.startsWith(file))
  return join(folder, name, found!)
}

describe('items that the model does not know', () => {
  it('are named and left out', async () => {
    const { code, stderr, stdout } = await hostedHvamp(folder, [
      'recommend',
      'run',
      '--items',
      '1,zebra',
      '--top',
      '3',
    ])
    expect(code, stderr).toBe(0)
    expect(stderr).toBe("left out, for the model does not know them: 'zebra'\n")
    expect(stdout.trimEnd().split('\n')).toHaveLength(4)
  })

  it('are refused where there are no others, and said of users who have no others', async () => {
    expect(await refused('recommend', 'run', '--items', 'zebra')).toMatch(
      /--items: must have an item that the model knows, got 'zebra'/,
    )
    await writeFile(join(folder, 'some.csv'), 'userId,itemId,rating\na,1,5\nb,zebra,5\n')
    const { code, stderr } = await hostedHvamp(folder, [
      'recommend',
      'run',
      '--history',
      'some.csv',
      '--top',
      '3',
    ])
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(
      "popular items instead, because the model knows no item that these users like: 'b'\n",
    )
  })

  it('are refused by choice', async () => {
    expect(await refused('recommend', 'run', '--items', '1,zebra', '--unknown', 'refuse')).toMatch(
      /--items: must have items that the model knows only \(--unknown refuse\), got 'zebra'/,
    )
  })
})
