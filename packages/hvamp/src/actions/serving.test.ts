import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'
import { decodeSafetensors } from '@hvamp/tensors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, scratch } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
let ids: readonly string[]
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  const { interactions } = syntheticInteractions({ users: 200, items: 60, interactionsPerUser: 15, seed: 7 })
  ids = interactions.itemIds
  const timestamps = Float64Array.from(interactions.items, (_, at) => 1.7e9 + 3600 * at)
  await writeInteractions(join(folder, 'ratings.csv'), { ...interactions, timestamps })
  const rows = ids.map(
    (id, item) => `${id},Item ${id},${categoryOf(id)},b${item % 5},${item},${item % 2 ? 1 : 3}`,
  )
  await writeFile(join(folder, 'items.csv'), `id,title,category,brand,price,boost\n${rows.join('\n')}\n`)
  await writeFile(join(folder, 'sold-out.txt'), `${ids.slice(0, 30).join('\n')}\n`)
  await done(
    'train',
    'ratings.csv',
    '--model',
    'ease',
    '--held-out',
    '20',
    '--half-life',
    '7',
    '--out',
    'ease',
  )
  await done('train', 'ratings.csv', '--model', 'wmf', '--factors', '4', '--held-out', '20', '--out', 'wmf')
})
afterAll(() => remove())

const categoryOf = (id: string) => (Number(id) % 2 === 1 ? 'shoes' : 'hats')

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
  return stdout
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect(code).toBe(2)
  expect(stdout).toBe('')
  return stderr.trimEnd()
}

interface List {
  readonly basis: string
  readonly items: readonly { readonly item: string; readonly score: number; readonly because?: unknown[] }[]
  readonly reason?: string
}
const listOf = (stdout: string) => jsonLines(stdout).at(-1) as unknown as List
const itemsOf = (stdout: string) => listOf(stdout).items.map(({ item }) => item)

describe('recommend', () => {
  const of = ['recommend', 'ease', '--items', '1,2,3', '--json']

  it('fills the list with what the rules allow, however few', async () => {
    const free = itemsOf(await done(...of, '--top', '60'))
    const few = free.filter((id) => ids.indexOf(id) >= 30)
    expect(itemsOf(await done(...of, '--exclude', '@sold-out.txt', '--top', '20'))).toEqual(few.slice(0, 20))
    const last = free.slice(-2)
    expect(itemsOf(await done(...of, '--only', last.join(','), '--top', '2'))).toEqual(last)
    const shoes = await done(
      ...of,
      '--item-table',
      'items.csv',
      '--where',
      'category = shoes and price < 40',
      '--top',
      '5',
    )
    const allowed = free.filter((id) => categoryOf(id) === 'shoes' && ids.indexOf(id) < 40)
    expect(itemsOf(shoes)).toEqual(allowed.slice(0, 5))
  })

  it('keeps to limits and weights of the item table', async () => {
    const free = listOf(await done(...of, '--top', '60')).items
    const each = itemsOf(await done(...of, '--item-table', 'items.csv', '--per', 'brand=1', '--top', '60'))
    const first = free.filter(
      ({ item }, at) => free.findIndex((other) => brandOf(other.item) === brandOf(item)) === at,
    )
    expect(each).toEqual(first.map(({ item }) => item))
    const weighted = listOf(
      await done(...of, '--item-table', 'items.csv', '--weights', 'boost', '--top', '60'),
    ).items
    for (const { item, score } of weighted) {
      const plain = free.find((other) => other.item === item)!.score
      const boost = ids.indexOf(item) % 2 ? 1 : 3
      expect(score).toBeCloseTo(plain > 0 ? plain * boost : plain / boost, 5)
    }
  })
  const brandOf = (id: string) => ids.indexOf(id) % 5

  it('can recommend again what was seen, and says what speaks for an item', async () => {
    const [list] = [listOf(await done(...of, '--seen', 'keep', '--only', '1,2', '--explain'))]
    expect([...list.items.map(({ item }) => item)].sort()).toEqual(['1', '2'])
    const table = await done(
      'recommend',
      'ease',
      '--items',
      '1,2,3',
      '--explain',
      '--item-table',
      'items.csv',
    )
    expect(table).toMatch(/user +rank +item +title +score +because of\n/)
    expect(table).toMatch(/\n *you +1 +\d+ +Item \d+ +0\.\d+ +Item [123]/)
    await done('recommend', 'wmf', '--items', '1,2', '--explain', '--out', 'why.csv')
    const [head, row] = (await readFile(join(folder, 'why.csv'), 'utf8')).split('\n')
    expect(head).toBe('userId,rank,itemId,score,basis,because')
    expect(row).toMatch(/^you,1,\d+,[\d.]+,history,[12]( [12])?$/)
  })

  it('says for machines, too, what was written where, and how many lists are short', async () => {
    const to = ['--out', 'told.csv', '--force', '--at-least-rows', '0', '--json']
    const told = async (...args: string[]) => jsonLines(await done(...args)).at(-1)
    const three = ['--only', '4,5,6']
    expect(await told('recommend', 'ease', '--items', '1,2', '--top', '2', ...to)).toEqual({
      ...{ event: 'written', out: 'told.csv', rows: 2 },
      ...{ lists: 1, shorter: 0, empty: 0 },
    })
    expect(await told('recommend', 'ease', '--items', '1,2', '--top', '5', ...three, ...to)).toMatchObject({
      ...{ rows: 3, lists: 1, shorter: 1, empty: 0 },
    })
    expect(await told('similar', 'wmf', '--items', '5,7', '--only', '5', ...to)).toEqual({
      ...{ event: 'written', out: 'told.csv', rows: 1 },
      ...{ lists: 2, shorter: 2, empty: 1 },
    })
    const table = ['--to', 'sqlite:told.sqlite', '--into', 'lists']
    expect(await told('popular', 'ease', '--top', '4', ...three, ...table, '--json')).toEqual({
      ...{ event: 'written', to: 'sqlite:told.sqlite', into: 'lists', rows: 3 },
      ...{ lists: 1, shorter: 1, empty: 0 },
    })
  })

  it('writes what items are called, where the item table says it', async () => {
    const titles = ['--item-table', 'items.csv', '--top', '2', '--force', '--out', 'called.csv']
    const written = async (...args: string[]) => {
      await done(...args, ...titles)
      return (await readFile(join(folder, 'called.csv'), 'utf8')).trim().split('\n')
    }
    const lists = await written('recommend', 'ease', '--items', '1,2,3')
    expect(lists[0]).toBe('userId,rank,itemId,title,score,basis')
    expect(lists[1]).toMatch(/^you,1,(\d+),Item \1,/)
    const similar = await written('similar', 'ease', '--items', '1')
    expect(similar[0]).toBe('itemId,rank,similarId,title,score')
    expect(similar[2]).toMatch(/^1,2,(\d+),Item \1,/)
    const popular = await written('popular', 'ease')
    expect(popular[0]).toBe('rank,itemId,title,score')
    expect(popular[1]).toMatch(/^1,(\d+),Item \1,/)
    for (const command of [
      ['recommend', 'ease', '--items', '1'],
      ['similar', 'ease', '--items', '1'],
      ['popular', 'ease'],
    ]) {
      const { items } = listOf(await done(...command, '--item-table', 'items.csv', '--json'))
      for (const each of items) expect(each).toMatchObject({ title: `Item ${each.item}` })
    }
  })

  it('gives who has no known item what is popular or trending, and says so', async () => {
    await writeFile(join(folder, 'new.csv'), 'userId,itemId\nknown,1\nnew,unheard\n')
    const lines = jsonLines(await done('recommend', 'ease', '--history', 'new.csv', '--top', '3', '--json'))
    const [, fallback] = lines.filter(({ user }) => user !== undefined) as unknown as List[]
    expect(fallback!.basis).toBe('popular')
    expect(fallback!.items).toEqual(listOf(await done('popular', 'ease', '--top', '3', '--json')).items)
    const trending = ['--fallback', 'trending', '--history', 'new.csv', '--json']
    expect(listOf(await done('recommend', 'ease', ...trending)).basis).toBe('trending')
    expect(await refused('recommend', 'wmf', ...trending.slice(0, 4))).toMatch(
      /what is trending is known to models/,
    )
  })

  it('gives one user of a file their list, or popular items to one whom it does not have, with the basis of each row', async () => {
    await writeFile(join(folder, 'some.csv'), 'userId,itemId\nann,1\nbob,2\nnew,unheard\n')
    const of = ['recommend', 'ease', '--history', 'some.csv', '--top', '1']
    await done(...of, '--user', 'nobody', '--user', 'bob', '--user', 'new', '--out', 'bases.csv')
    const rows = (await readFile(join(folder, 'bases.csv'), 'utf8')).trimEnd().split('\n')
    const popular = itemsOf(await done('popular', 'ease', '--top', '1', '--json'))[0]
    const [bob] = itemsOf(await done('recommend', 'ease', '--items', '2', '--top', '1', '--json'))
    const shown = rows.map((row) => row.split(',')).map(([user, , item, , basis]) => [user, item, basis])
    expect(shown.slice(1)).toEqual([
      ['nobody', popular, 'popular'],
      ['bob', bob, 'history'],
      ['new', popular, 'popular'],
    ])
    const { stdout, stderr } = await hostedHvamp(folder, [...of, '--user', 'nobody'])
    expect(stderr).toContain("some.csv has no user 'nobody'\n")
    const together = await hostedHvamp(folder, [...of, '--user', 'bob,bob'])
    expect(together.stderr).toContain("some.csv has no user 'bob,bob'; name each: --user bob --user bob\n")
    expect(stderr).not.toContain('unheard') // which is an item of somebody else
    expect(stdout).toMatch(/^ *user +rank +item +score +basis\n *nobody +1 +\d+ +[\d.]+ +popular\n$/)
    expect(await refused(...of, '--user', 'nobody', '--unknown', 'refuse')).toContain(
      "hvamp: --user: must be users of some.csv (--unknown refuse), got 'nobody'",
    )
  })

  it('refuses a file of which it knows no item, and gives those of --user what is popular', async () => {
    await writeFile(join(folder, 'strangers.csv'), 'userId,itemId\nfirst,unheard\nsecond,unseen\n')
    const all = ['recommend', 'ease', '--history', 'strangers.csv', '--top', '3']
    expect(await refused(...all)).toMatch(
      /hvamp: strangers\.csv: must have an item that the model knows, got 'unheard', 'unseen', where the model has ids such as '\d+'$/,
    )
    const of = [...all, '--user', 'first', '--user', 'second']
    const lines = jsonLines(await done(...of, '--json'))
    expect(lines).toContainEqual({ event: 'unknownItems', items: ['unheard', 'unseen'] })
    expect(lines).toContainEqual({ event: 'unknownUsers', users: ['first', 'second'] })
    const popular = listOf(await done('popular', 'ease', '--top', '3', '--json')).items
    const lists = lines.filter(({ user }) => user !== undefined)
    expect(lists).toEqual(['first', 'second'].map((user) => ({ user, basis: 'popular', items: popular })))
    const { stderr } = await hostedHvamp(folder, of)
    expect(stderr).toContain(
      "popular items instead, because the model knows no item that these users like: 'first', 'second'\n",
    )
    expect(await refused(...of, '--unknown', 'refuse')).toContain(
      "(--unknown refuse), got 'unheard', 'unseen'",
    )
  })

  it('says why a list is empty', async () => {
    expect(listOf(await done(...of, '--only', 'unheard'))).toMatchObject({
      items: [],
      reason: 'the rules allow no item of the model',
    })
  })

  it.each([
    [['--where', 'price < 5'], 'hvamp: --where: needs --item-table, got none'],
    [['--user', '7'], "hvamp: option '--user <id>' cannot be used with option '--items <ids>'"],
    [['--per', 'brand=1'], 'hvamp: --per: needs --item-table, got none'],
    [['--per', 'brand'], "hvamp: --per: must be a column, = and a value, got 'brand'"],
    [['--per', 'brand=0'], "hvamp: --per: brand: must be an integer, at least 1, got '0'"],
    [['--exclude', '@none.txt'], "hvamp: --exclude: must be a file that can be read, got 'none.txt'"],
    [
      ['--item-table', 'items.csv', '--where', 'price <'],
      'hvamp: --where: expected a value at character 8, got the end',
    ],
    [
      ['--item-table', 'items.csv', '--where', 'colour = red'],
      "hvamp: --where: must be a column of items.csv, one of 'title'",
    ],
    [
      ['--item-table', 'items.csv', '--where', 'price = cheap'],
      "hvamp: --where: must be a number, as 'price' of items.csv is, got 'cheap'",
    ],
    [
      ['--item-table', 'items.csv', '--table-id', 'sku'],
      'hvamp: --table-id: must be a column of items.csv, one of',
    ],
    [
      ['--item-table', 'items.csv', '--table-type', 'price=money'],
      'hvamp: --table-type: price must be number, number-or-missing, text, boolean, date or a separator',
    ],
    [
      ['--item-table', 'items.csv', '--table-type', 'brand=number'],
      "hvamp: items.csv:2: expected a finite number as 'brand', got 'b0'",
    ],
  ])('refuses %j', async (args, message) => {
    expect(await refused('recommend', 'ease', '--items', '1', ...args)).toContain(message)
  })
})

describe('popular', () => {
  it('lists the items of most users, or of most of late, as a table and as CSV', async () => {
    const { basis, items } = listOf(await done('popular', 'ease', '--by', 'trending', '--top', '4', '--json'))
    expect(basis).toBe('trending')
    const table = await done('popular', 'ease', '--by', 'trending', '--top', '4', '--item-table', 'items.csv')
    expect(
      table
        .split('\n')
        .slice(1, 5)
        .map((row) => row.trim().split(/ +/)[1]),
    ).toEqual(items.map(({ item }) => item))
    await done('popular', 'ease', '--by', 'trending', '--top', '4', '--out', 'popular.csv')
    const csv = items.map(({ item, score }, i) => `${i + 1},${item},${score}`)
    expect(await readFile(join(folder, 'popular.csv'), 'utf8')).toBe(`rank,itemId,score\n${csv.join('\n')}\n`)
    expect(await refused('popular', 'wmf', '--by', 'trending')).toMatch(
      /were trained with times, got none: hvamp train --half-life/,
    )
  })
})

describe('similar', () => {
  it('lists the items like some, or like all in a file', async () => {
    const lines = jsonLines(await done('similar', 'wmf', '--items', '5,7', '--top', '3', '--json'))
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({ item: '5', measure: 'vectors' })
    await done('similar', 'wmf', '--all', '--top', '3', '--out', 'similar.csv')
    const csv = (await readFile(join(folder, 'similar.csv'), 'utf8')).trimEnd().split('\n')
    expect(csv[0]).toBe('itemId,rank,similarId,score')
    const model = JSON.parse(await readFile(join(folder, 'wmf', 'model', 'model.json'), 'utf8')).model
    expect(csv).toHaveLength(1 + 3 * model.itemIds.length)
    const of5 = csv.filter((row) => row.startsWith('5,')).map((row) => row.split(',')[2])
    expect(of5).toEqual((lines[0] as unknown as List).items.map(({ item }) => item))
    const shown = await done(
      'similar',
      'ease',
      '--items',
      '5',
      '--item-table',
      'items.csv',
      '--where',
      'category = hats',
    )
    expect(shown).toMatch(/^ *like +rank +item +title +score\n *5 +1 +\d*[02468] +Item /)
    const none = await hostedHvamp(folder, ['similar', 'ease', '--items', '5', '--only', 'unheard'])
    expect(none.stderr).toContain("'5': the rules allow no item of the model\n")
    const [but] = model.itemIds
    const only = ['similar', 'ease', '--all', '--only', but, '--measure', 'score', '--out', 'only.csv']
    const { stderr } = await hostedHvamp(folder, only)
    const rows = (await readFile(join(folder, 'only.csv'), 'utf8')).trimEnd().split('\n').slice(1)
    expect(stderr).toContain(`${rows.length} lists: ${rows.length} rows`)
    expect(stderr).toContain(
      `${model.itemIds.length - rows.length - 5} more: no other item that may be listed`,
    )
  })

  it.each([
    [[], 'hvamp: similar: must have --items, --item or --all, got none of them'],
    [['--items', 'unheard'], "hvamp: --items: must be known to the model, got 'unheard'"],
    [['--items', ','], 'hvamp: --items: must have at least one id, got none'],
    [['--item', 'zebra'], 'hvamp: --items: must be known to the model'],
    [['--items', '5', '--measure', 'neighbours'], 'hvamp: the model must keep neighbours, got ease'],
  ])('refuses %j', async (args, message) => {
    expect(await refused('similar', 'ease', ...args)).toContain(message)
  })
})

describe('embed', () => {
  it('writes the vectors of items, and of the users of a file', async () => {
    const [line] = jsonLines(await done('embed', 'wmf', '--out', 'items.safetensors', '--json'))
    const model = JSON.parse(await readFile(join(folder, 'wmf', 'model', 'model.json'), 'utf8')).model
    expect(line).toEqual({ out: 'items.safetensors', vectors: model.itemIds.length, size: 4 })
    const own = await readFile(join(folder, 'wmf', 'model', model.weights.file))
    const written = await readFile(join(folder, 'items.safetensors'))
    const vectors = (bytes: Uint8Array) => Object.values(decodeSafetensors(bytes).arrays)[0]
    expect(vectors(written)).toEqual(vectors(own))
    const users = jsonLines(
      await done('embed', 'wmf', '--history', 'ratings.csv', '--out', 'users.npy', '--json'),
    )
    expect(users.at(-1)).toEqual({ out: 'users.npy', vectors: 200, size: 4 })
    expect((await readFile(join(folder, 'users.ids.txt'), 'utf8')).trimEnd().split('\n')).toHaveLength(200)
    const table = ['--to', 'sqlite:vectors.sqlite', '--into', 'vectors']
    const { code, stderr } = await hostedHvamp(folder, ['embed', 'wmf', ...table])
    const rows = model.itemIds.length
    expect([code, stderr]).toEqual([
      0,
      `sqlite:vectors.sqlite: a new database, for there is no such file\n${rows} vectors of 4 numbers: ${rows} rows written to vectors of sqlite:vectors.sqlite\n`,
    ])
  })

  it('writes an index beside the array of the same vectors, whose ids stand in one file, but none of other ids', async () => {
    await done('embed', 'wmf', '--out', 'both.npy')
    const ids = await readFile(join(folder, 'both.ids.txt'), 'utf8')
    await done('embed', 'wmf', '--out', 'both.usearch')
    expect(await readFile(join(folder, 'both.ids.txt'), 'utf8')).toBe(ids)
    await done('embed', 'wmf', '--history', 'ratings.csv', '--out', 'people.npy')
    expect(await refused('embed', 'wmf', '--out', 'people.usearch')).toContain(
      "--out: must have the ids that people.ids.txt has, which stand beside another file of vectors, got 'people.usearch' with other ones: choose another --out",
    )
    await expect(access(join(folder, 'people.usearch'))).rejects.toThrow('ENOENT')
  })

  it('names users of whose history the model knows no item, and unknown items', async () => {
    await writeFile(join(folder, 'cold.csv'), 'user,item\nnew,nothing-known\n')
    const lines = jsonLines(
      await done('embed', 'wmf', '--history', 'cold.csv', '--implicit', '--out', 'cold.npy', '--json'),
    )
    expect(lines).toContainEqual({ event: 'unknownItems', items: ['nothing-known'] })
    expect(lines).toContainEqual({ event: 'unknownUsers', users: ['new'] })
    expect(lines.at(-1)).toEqual({ out: 'cold.npy', vectors: 1, size: 4 })
  })

  it.each([
    [['ease', '--out', 'v.npy'], 'hvamp: the model must have vectors, got ease, which has none'],
    [
      ['ease', '--history', 'ratings.csv', '--out', 'v.npy'],
      'hvamp: embed: the model must have vectors, got ease',
    ],
    [
      ['wmf', '--out', 'v.csv'],
      "hvamp: --out: must end in .npy, .parquet, .safetensors, .usearch, .sql, got 'v.csv'",
    ],
    [['wmf'], 'hvamp: embed: must have --out, or --to and --into, got neither'],
  ])('refuses %j', async (args, message) => {
    expect(await refused('embed', ...args)).toContain(message)
  })
})
