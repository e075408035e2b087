import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { dataDefaults } from '../settings/data'
import { requested } from '../settings/requested'
import { loadRatings } from './load-ratings'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
})
afterAll(() => remove())

/** What is said of a file. */
async function said(
  rows: readonly string[],
  options: Partial<typeof dataDefaults>,
  header = 'user,item,rating',
) {
  const path = join(folder, 'data.csv')
  await writeFile(path, `${[header, ...rows].join('\n')}\n`)
  const notes: string[] = []
  const out = { json: false, print: () => {}, emit: () => {}, note: (text: string) => void notes.push(text) }
  await loadRatings(path, requested({ ...dataDefaults, ...options }, Object.keys(options)), { out })
  return notes.map((note) => note.replace(`${path}: `, ''))
}

const history = (user: string, items: number, rating: (item: number) => number) =>
  Array.from({ length: items }, (_, item) => `${user},i${item},${rating(item)}`)

it('rows that repeat a user and an item are counted, with the row that counts', async () => {
  const rows = history('a', 6, () => 5)
  const [reading] = await said([...rows, ...rows.slice(0, 2)], {})
  expect(reading).toContain(
    '2 rows repeat the user and item of an earlier one: of each pair the last row counts',
  )
})

it('the range of ratings stands beside the threshold, and users that a filter drops are counted', async () => {
  const rows = [...history('a', 6, (item) => 2 + (item % 2) * 8), ...history('b', 2, () => 10)]
  expect((await said(rows, { minUser: 3 })).slice(1)).toEqual([
    'ratings from 2 to 10, liked from 4 of 10: choose with --at-least',
    'kept 1 of 2 users, 3 of 6 items (ratings from 4: --at-least; users of at least 3 items: --min-user)',
  ])
  expect(await said(['1 2 3 4', '2', '3 1 2'], { minUser: 0 }, '0 1 2')).toContain(
    'kept 3 of 4 users, 4 of 4 items (users with items, items with users)',
  )
  expect((await said(rows, { atLeast: 2, minUser: 0 })).slice(1)).toEqual([
    'ratings from 2 to 10, liked from 2 (--at-least)',
  ])
})

it('ratings of up to 100 are taken for counts, which is said with their range', async () => {
  const notes = await said(
    history('a', 6, (item) => 20 + item * 16),
    {},
  )
  expect(notes[1]).toBe(
    'values of rating from 20 to 100 are taken for counts, and all are liked: if they are ratings, choose with --at-least',
  )
  const withZero = [...history('a', 6, (item) => 20 + item * 16), 'a,i7,0']
  expect((await said(withZero, {}))[1]).toBe(
    'values of rating from 0 to 100 are taken for counts, and all are liked, 1 of 0, too, which --at-least 1 leaves out: if they are ratings, choose with --at-least',
  )
  const returned = [...history('a', 6, (item) => 1 + item), 'a,i7,-1', 'a,i8,-2']
  const ofPlays = 'are taken for counts, and all are liked,'
  expect((await said(returned, {}, 'user,item,plays'))[1]).toBe(
    `values of plays from -2 to 6 ${ofPlays} 2 below 0, too, which --at-least 1 leaves out: if they are ratings, choose with --at-least`,
  )
  expect((await said([...returned, 'a,i9,0'], {}, 'user,item,plays'))[1]).toContain(
    `${ofPlays} 3 of 0 or below, too, which --at-least 1 leaves out`,
  )
  const unnamed = [...history('1', 6, (item) => 20 + item * 16), ...history('2', 6, () => 90)]
  expect((await said(unnamed, {}, '2,i9,30'))[1]).toContain(
    'values of column 2 from 20 to 100 are taken for counts',
  )
})

it('ratings that are all 1 are liked, which is said, unless they say what was not or are few or of another value', async () => {
  const ones = [...history('a', 12, () => 1), ...history('b', 12, () => 1)]
  expect((await said(ones, {}))[1]).toBe(
    'all values of rating are 1, and all are liked: if they are ratings, choose with --at-least',
  )
  const none = '--at-least 4 leaves none'
  await expect(said(ones, { atLeast: 4 })).rejects.toThrow(none)
  await expect(
    said(
      history('a', 12, () => 1),
      {},
    ),
  ).rejects.toThrow(none)
  await expect(said([...ones, 'b,i0,0'], {})).rejects.toThrow(none)
  await expect(
    said(
      history('a', 30, () => 2),
      {},
    ),
  ).rejects.toThrow(none)
  const skips = said(ones, { ratingColumn: 'skipped' }, 'user,item,skipped')
  await expect(skips).rejects.toThrow("choose not 'skipped'")
})

it('one rating far from all others, such as 99, is no count: it may stand for none', async () => {
  const rows = history('a', 6, (item) => (item === 0 ? 99 : item))
  await expect(said(rows, {})).rejects.toThrow(
    "must have ratings on one scale, got values of rating from 1 to 5 and 99, which may stand for 'not rated': remove the rows of 99 before, or choose with --implicit if every row stands for a like",
  )
  expect((await said(rows, {}, 'user,item,plays'))[1]).toContain('are taken for counts')
  expect(await said(rows, { implicit: true })).toHaveLength(1)
})

it('two or three ratings far from most others may stand for none, too, also beside decimals and values below zero', async () => {
  const rated = (...codes: number[]) => history('a', 14, (item) => codes[item] ?? 1 + (item % 5))
  for (const [codes, named] of [
    [[98, 99], '98 and 99'],
    [[99, 77, 88], '77, 88 and 99'],
    [[99, -1], '99'],
    [[99, 2.5], '99'],
  ] as const) {
    await expect(said(rated(...codes), {})).rejects.toThrow(`and ${named}, which may stand for 'not rated'`)
  }
  expect((await said(rated(98, 99), { atLeast: 4 }))[1]).toContain('from 1 to 99')
  expect((await said(rated(96, 97, 98, 99), {}))[1]).toContain('are taken for counts')
  expect((await said(rated(18, 20, -1), {}))[1]).toContain('ratings from -1 to 20')
})

it('where nothing is kept by filters that are fixed, none is advised', async () => {
  const path = join(folder, 'fixed.csv')
  await writeFile(path, 'user,item,rating\na,x,5\na,y,5\n')
  await expect(loadRatings(path, requested(dataDefaults), { areFiltersFixed: true })).rejects.toThrow(
    /\(no user has more than 2 items\); the filters of this table are fixed, those of hvamp reproduce own-data are not$/,
  )
})

it('where nothing is kept, each filter is named with what it left and saw', async () => {
  const rows = [...history('a', 2, () => 5), ...history('b', 3, (item) => item + 1)]
  await expect(said(rows, {})).rejects.toThrow(
    'filters must leave some of its 5 interactions, got none: --at-least 4 leaves 2 (ratings from 1 to 5), --min-user 5 leaves none (no user has more than 2 items); choose --implicit to keep rows of every rating, or --min-user 2 to look at them: --split leave-one-out, which trains on users of few items, needs some with 3',
  )
  const zeroOne = history('a', 6, (item) => item % 2)
  await expect(said(zeroOne, {})).rejects.toThrow(
    '--at-least 4 leaves none (ratings from 0 to 1); choose --at-least 1, or another rating of this scale, or --implicit if every row stands for a like',
  )
  const skips = said(zeroOne, { ratingColumn: 'skipped' }, 'user,item,skipped')
  await expect(skips).rejects.toThrow(
    "choose not 'skipped', which may say what was not liked, but remove the rows where it does before, or --implicit if",
  )
  await expect(said(rows, { implicit: true, minItem: 3 })).rejects.toThrow(
    'got none: --min-item 3 leaves none (no item has more than 2 users); choose a lower --min-item',
  )
})

it('filters are repeated until all have enough where that is asked for, and else it is said that some have too few', async () => {
  const both = ['a', 'b', 'c'].flatMap((user) => history(user, 3, () => 5))
  const rows = [...both, 'a,rare,5', 'b,rare,5', 'd,rare,5'] // of three users, one of whom is dropped
  const filters = { atLeast: 4, minItem: 3, minUser: 2 }
  expect((await said(rows, filters)).at(-1)).toBe(
    'kept 3 of 4 users, 4 of 4 items (ratings from 4: --at-least; items of at least 3 users: --min-item; users of at least 2 items: --min-user); since users were left out 1 item has fewer than 3: --until-stable repeats both',
  )
  expect((await said(rows, { ...filters, untilStable: true })).at(-1)).toBe(
    'kept 3 of 4 users, 3 of 4 items (ratings from 4: --at-least; items of at least 3 users: --min-item; users of at least 2 items: --min-user; until all have enough: --until-stable)',
  )
  const ring = ['a,i1,5', 'a,i2,5', 'b,i1,5', 'b,i2,5', 'c,i2,5', 'c,i3,5', 'd,i3,5'] // falls apart by turns
  await expect(said(ring, { atLeast: 4, minItem: 2, minUser: 2, untilStable: true })).resolves.toBeDefined()
  await expect(
    said(ring.slice(2), { atLeast: 4, minItem: 2, minUser: 2, untilStable: true }),
  ).rejects.toThrow(
    '--min-user 2 leaves 2, --until-stable, which repeats both, leaves none; choose --implicit to keep rows of every rating, or a lower --min-item, or a lower --min-user, or no --until-stable',
  )
  await expect(said(rows, { untilStable: true })).rejects.toThrow(
    '--until-stable: goes with --min-item, without which users are left out once, got no --min-item',
  )
})

it('integers of which some are below zero may be quantities with returns, which is said with the option', async () => {
  const way = '--at-least 1 if they are quantities, and those below zero returns'
  const rows = [...history('a', 6, () => 2), ...history('b', 6, () => 3), 'b,i0,-2']
  await expect(said(rows, {})).rejects.toThrow(`(ratings from -2 to 3); choose ${way}, or --at-least 3`)
  const some = [...rows, ...history('c', 6, () => 5)]
  expect((await said(some, {})).at(2)).toBe(
    `ratings from -2 to 5, liked from 4: choose with --at-least, ${way}`,
  )
  expect((await said(rows, { atLeast: 1 })).at(2)).toBe('ratings from -2 to 3, liked from 1 (--at-least)')
})

it('says that -1, and 0 of ten, may stand for no rating, and what to do where ratings are kept', async () => {
  const rows = (lowest: number) =>
    history('a', 6, (item) => (item === 0 ? lowest : 4 + item)).concat('a,x,10')
  expect((await said(rows(-1), { minUser: 1 }))[1]).toBe(
    "ratings from -1 to 10, liked from 4 of 10: choose with --at-least, where -1 may stand for 'not rated', which is no like; --at-least 1 if they are quantities, and those below zero returns",
  )
  for (const lowest of [-1, 0]) {
    expect(await said(rows(lowest), { keepRatings: true })).toContain(
      `ratings from ${lowest} to 10, where ${lowest} may stand for 'not rated'${lowest < 0 ? ' or for a return' : ''}: if it does, leave these rows out before`,
    )
  }
  const quantities = rows(-1).concat('a,y,12')
  expect((await said(quantities, { minUser: 1 }))[1]).toBe(
    'ratings from -1 to 12, liked from 4 of 12: choose with --at-least, --at-least 1 if they are quantities, and those below zero returns',
  )
  expect((await said(quantities, { keepRatings: true })).join()).not.toContain('not rated')
  expect((await said(rows(1), { keepRatings: true })).join()).not.toContain('not rated')
  expect((await said(rows(-1), { keepRatings: true }, 'user,item,plays')).join()).not.toContain('not rated')
})

it('where the threshold is the cause that nothing is kept, one that keeps some is named', async () => {
  const rows = history('a', 12, (item) => (item === 0 ? 5 : 1 + (item % 3)))
  await expect(said(rows, {})).rejects.toThrow(
    'choose --at-least 2, or another rating of this scale, or --implicit to keep rows of every rating, or --min-user 1',
  )
  expect((await said(rows, { atLeast: 2 }))[1]).toBe('ratings from 1 to 5, liked from 2 (--at-least)')
})

it('amounts need a threshold of their own, which the error names', async () => {
  const rows = history('a', 20, (item) => item / 16)
  const read = (options: Partial<typeof dataDefaults>) =>
    said(rows, { ratingColumn: 'watch_ratio', ...options }, 'user,item,watch_ratio')
  await expect(read({})).rejects.toThrow(
    'must have a threshold for amounts, got watch_ratio from 0 to 1.1875: choose --at-least 0.62, near the median, or another amount from which a row is a like, or --implicit if every row stands for one',
  )
  expect((await read({ atLeast: 0.62 }))[1]).toBe('ratings from 0 to 1.1875, liked from 0.62 (--at-least)')
  expect(await read({ implicit: true })).toHaveLength(1)
})

it('says how many ratings of 0 may stand for none, and that --implicit counts their rows', async () => {
  const rows = history('a', 20, (item) => (item < 8 ? 0 : 10))
  expect((await said(rows, {}))[1]).toBe(
    "ratings from 0 to 10, liked from 4 of 10: choose with --at-least; 0, in 40.0 % of the rows, may stand for 'not rated' and counts as no like: choose --implicit if every row stands for one",
  )
  const few = history('a', 30, (item) => (item === 0 ? 0 : 5))
  const decimals = history('a', 20, (item) => (item < 8 ? 0 : 4.5))
  for (const other of [few, decimals]) expect((await said(other, {})).join()).not.toContain('not rated')
  expect((await said(rows, { implicit: true })).join()).not.toContain('not rated')
})

it('rows that the status of an order calls cancelled are said to count', async () => {
  const rows = ['a,1,paid', 'a,2,refunded', 'b,1,voided', 'b,2,paid']
  expect(await said(rows, { minUser: 0 }, 'user,item,Financial Status')).toContain(
    '2 rows have refunded, voided as Financial Status, the first at line 3, and count as purchases: if they are no purchases, leave these rows out before',
  )
  const rated = ['a,1,1,paid', 'a,2,-1,refunded', 'b,1,2,paid', 'b,2,-1,refunded']
  const stay = ', but not those with a negative rating, which take back what was bought'
  expect(await said(rated, { minUser: 0, atLeast: 1 }, 'user,item,rating,status')).toContain(
    `2 rows have refunded as status, the first at line 3, and count by rating: if they are no purchases, leave these rows out before${stay}`,
  )
  const states = ['a,1,complete', 'a,2,canceled', 'b,1,cart', 'b,2,', 'b,3,shipped', 'b,4,complete']
  const lines = await said(states, { minUser: 0 }, 'user,item,state')
  expect(lines).toContain(
    'the other rows have complete (2), nothing (1) and shipped (1) as state: leave out before what of these is no purchase either',
  )
  expect(lines.join('\n')).toContain('2 rows have canceled, cart as state')
  const unread = await said(rated, { minUser: 0 }, 'user,item,quantity,status')
  expect(unread.join('\n')).toContain(`leave these rows out before${stay.replace('rating', 'quantity')}`)
  const positive = rated.map((row) => row.replace('-', ''))
  expect((await said(positive, { minUser: 0 }, 'user,item,quantity,status')).join('\n')).toMatch(/before$/m)
})
