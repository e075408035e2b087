import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import type { Reading } from './reading'
import { apartFinder } from './value-apart'

function apartIn(values: readonly number[]) {
  const finder = apartFinder()
  finder.add(Float32Array.from(values.slice(0, 7)))
  finder.add(Float32Array.from(values.slice(7)))
  return finder.found()
}

const valuesOf = (count: number, of: (place: number) => number) =>
  Array.from({ length: count }, (_, place) => of(place))
const stars = (place: number) => 1 + (place % 5)
const points = (place: number) => 1 + (place % 10)
const jester = (place: number) => ((place * 37) % 2001) / 100 - 10

it.each([
  ['99 beside -10 to 10', 99, jester],
  ['99 beside 1 to 5', 99, stars],
  ['999 beside 1 to 100', 999, (place: number) => 1 + (place % 100)],
  ['255 beside 0 to 100, as in Yahoo! Music', 255, (place: number) => place % 101],
  ['-99 beside -10 to 10', -99, jester],
  ['-99 beside 0 to 100', -99, (place: number) => place % 101],
  ['-1 beside 1 to 10, as in Anime', -1, points],
  ['-1 beside halves from 0.5 to 5', -1, (place: number) => (1 + (place % 10)) / 2],
])('finds %s, of three quarters as of two per cent of the values', (_, code, other) => {
  for (const share of [0.75, 0.02]) {
    const values = valuesOf(3000, (place) => (place % 100 < 100 * share ? code : other(place)))
    const others = values.filter((value) => value !== code)
    const [lowest, highest] = [Math.min(...others), Math.max(...others)].map(Math.fround)
    const count = values.length - others.length
    expect(apartIn(values)).toEqual({ value: code, count, of: 3000, lowest, highest })
    expect(apartIn(values.toReversed())).toEqual(apartIn(values))
  }
})

it.each([
  ['halves from 0.5 to 5', (place: number) => (1 + (place % 10)) / 2],
  ['1 to 10', points],
  ['0 to 10, half of them 0', (place: number) => (place % 2 ? 0 : points(place))],
  ['-10 to 10', jester],
  ['1 to 100', (place: number) => 1 + (place % 100)],
  ['0 and 1, and 99', (place: number) => (place % 10 ? place % 2 : 99)],
  ['likes, -1 and 1', (place: number) => (place % 3 ? 1 : -1)],
  ['quantities with returns of -1, up to 12', (place: number) => (place % 9 ? 1 + (place % 12) : -1)],
  ['plays, which have a long tail', (place: number) => Math.ceil(3000 / (1 + place))],
  ['weights of events, 1, 2, 3, 5 and 10', (place: number) => [1, 2, 3, 5, 10][place % 5]!],
  ['stars with an outlier in few rows', (place: number) => (place % 400 ? stars(place) : 99)],
  ['one value', () => 5],
])('finds none among %s', (_, value) => {
  expect(apartIn(valuesOf(3000, value))).toBeUndefined()
})

it('finds none of a few values, or of none', () => {
  expect(apartIn([1, 2, 3, 4, 5, 99, 99])).toBeUndefined()
  expect(apartIn([])).toBeUndefined()
})

it('is in the reading of ratings under any name or none, but not of counts, quantities and amounts', async () => {
  const read = async (header: string) => {
    let reading: Reading | undefined
    const rows = valuesOf(600, (row) => (row % 3 ? stars(row) : 99)).map(
      (value, row) => `u${row % 30},i${Math.floor(row / 30)},${value}\n`,
    )
    const columns = { user: 0, item: 1, rating: 2 }
    const onReading = (found: Reading) => {
      reading = found
    }
    await readInteractions(new Blob([header, ...rows]), { name: 'file', columns, onReading })
    return reading?.apart
  }
  const found = { value: 99, count: 200, of: 600, lowest: 1, highest: 5 }
  for (const header of ['', 'user,item,rating\n', 'user,item,value\n'])
    expect(await read(header)).toEqual(found)
  for (const name of ['plays', 'quantity', 'watch_ratio'])
    expect(await read(`user,item,${name}\n`)).toBeUndefined()
})
