import { expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions, readRows } from '../index'

async function read(text: string, options: ReadingOptions = {}) {
  async function* source() {
    yield new TextEncoder().encode(text)
  }
  let reading: Reading | undefined
  const onReading = (how: Reading) => {
    reading = how
  }
  const interactions = await readInteractions(source(), { name: 'file', ...options, onReading })
  return { values: Array.from(entriesOf(interactions), ({ value }) => value), reading: reading! }
}

const liked: ReadingOptions = { columns: { rating: 'liked' } }

it.each([
  ['True', 'False'],
  ['true', 'false'],
  ['TRUE', 'FALSE'],
  ['t', 'f'],
  ['yes', 'no'],
  ['Y', 'N'],
  ['"yes"', '"no"'],
  ['like', 'dislike'],
  ['Positive', 'Negative'],
  ['Recommended', 'Not Recommended'],
])('%s and %s are 1 and 0 in a column of ratings', async (yes, no) => {
  const { values, reading } = await read(`user,item,liked\na,1,${yes}\na,2,${no}\nb,1,${no}\n`, liked)
  expect(values).toEqual([1, 0, 0])
  expect(reading.values).toBe('ratings')
})

it('JSON has true and false, or words', async () => {
  const lines = (...cells: string[]) =>
    cells.map((cell, item) => `{"user":"a","item":${item},"liked":${cell}}\n`).join('')
  expect((await read(lines('true', 'false'), liked)).values).toEqual([1, 0])
  expect((await read(lines('"yes"', '"no"'), liked)).values).toEqual([1, 0])
  await expect(read(lines('5', 'true'), liked)).rejects.toThrow("as rating, got 'true'")
})

it.each([
  [['5', 'True'], "file:3: expected a finite number as rating, got 'True'"],
  [['True', '5'], "file:3: expected a finite number as rating, got '5'"],
  [['4.5', 'no'], "file:3: expected a finite number as rating, got 'no'"],
  [['maybe', 'yes'], "file:2: expected a finite number as rating, got 'maybe'"],
])('%j: words and numbers in one column are refused', async ([first, second], message) => {
  await expect(read(`user,item,liked\na,1,${first}\na,2,${second}\n`, liked)).rejects.toThrow(message)
})

it('a missing value before them decides nothing', async () => {
  const text = (...cells: string[]) =>
    `user,item,liked\n${cells.map((cell, item) => `a,${item},${cell}\n`).join('')}`
  const options: ReadingOptions = { ...liked, missing: 'skip' }
  expect((await read(text('', 'True', 'NA', 'False'), options)).values).toEqual([1, 0])
  expect((await read(text('', '4', '2'), options)).values).toEqual([4, 2])
})

it.each(['label', 'LABEL', 'label:float', 'Label:Float'])(
  'the column label:float is found as %s',
  async (rating) => {
    const text = 'user_id:token\titem_id:token\tlabel:float\n1\t2\t1\n1\t3\t0\n'
    const { values, reading } = await read(text, { columns: { rating } })
    expect(values).toEqual([1, 0])
    expect(reading.options.columns?.rating).toBe('label:float')
  },
)

it('a name as it is written comes before one without its type', async () => {
  const text = 'user,item,label,label:float\n1,2,3,0\n'
  expect((await read(text, { columns: { rating: 'label' } })).values).toEqual([3])
})

it('a number among words is named as such: in tables, objects and rows', async () => {
  const message = "expected a finite number as rating, got '3', a number, where those before are words"
  await expect(read('user,item,liked\na,1,like\na,2,3\n', liked)).rejects.toThrow(`file:3: ${message}`)
  const line = (item: number, cell: string) => `{"user":"a","item":${item},"liked":${cell}}\n`
  await expect(read(line(1, '"yes"') + line(2, '3'), liked)).rejects.toThrow(`file:2: ${message}`)
  const rows = { columns: ['user', 'item', 'rating'] }
  const batches = async function* () {
    yield [
      ['a', 1, 'like'],
      ['a', 2, '3'],
    ]
  }
  await expect(readRows({ ...rows, batches })).rejects.toThrow(`row 2: ${message}`)
})
