import { describe, expect, it } from 'vitest'
import { type Reading, readInteractions, readRows, unreadRating } from '../index'

let reading: Reading
const onReading = (found: Reading) => {
  reading = found
}
const moods = ['20%', '1/5', '\u2605\u2605', 'bad', '1:23', 'funny'] as const
const files = [
  ['a table', moods.map((mood, item) => `7,${item},${mood}\n`), 'user,item,rating\n'],
  ['a table in quotes', moods.map((mood, item) => `"7","${item}","${mood}"\n`), '"user","item","rating"\n'],
  ['JSON', moods.map((rating, item) => `${JSON.stringify({ user: 7, item, rating })}\n`), ''],
  ['tags of MovieLens', moods.map((mood, item) => `7::${item}::${mood}::1137179352\n`), ''],
] as const

it.each(files)(
  'texts in place of ratings are refused with both ways out, or not read: %s',
  async (_, rows, header) => {
    const read = (ratings?: boolean) =>
      readInteractions(new Blob([header, ...rows]), { onReading, ...(ratings !== undefined && { ratings }) })
    await expect(read()).rejects.toMatchObject({
      message: expect.stringMatching(
        /a finite number as rating, got '20%': choose with columns.rating or ratings: false$/,
      ),
      options: ['columns.rating', 'ratings: false'],
    })
    const interactions = await read(false)
    expect(interactions.items.length).toBe(moods.length)
    expect(interactions.values).toBeUndefined()
    expect([reading.values, unreadRating(reading)]).toEqual(['none', undefined])
    const again = await readInteractions(new Blob([header, ...rows]), reading.options)
    expect(again).toEqual(interactions)
  },
)

it('rows of a database are refused, or not read, in the same way', async () => {
  const source = {
    columns: ['user', 'item', 'rating'],
    async *batches(columns: readonly number[]) {
      yield moods.map((mood, item) => columns.map((column) => [7, item, mood][column]))
    },
  }
  await expect(readRows(source)).rejects.toThrow("got '20%': choose with columns.rating or ratings: false")
  const interactions = await readRows(source, { ratings: false, onReading })
  expect([interactions.items.length, interactions.values]).toEqual([moods.length, undefined])
  expect(reading.options.ratings).toBe(false)
})

it('a rating that comes later among objects is not missed where none are read', async () => {
  const rows = Array.from({ length: 101 }, (_, item) =>
    JSON.stringify({ user: 7, item, ...(item === 100 && { rating: 'bad' }) }),
  )
  const text = new Blob([rows.join('\n')])
  await expect(readInteractions(text)).rejects.toThrow("'rating', a rating")
  expect((await readInteractions(text, { ratings: false })).items.length).toBe(101)
})

describe('decimal commas in texts', () => {
  const texts = ['4,5', '3', '2,5']
  const ofJson = texts.map((rating, item) => `${JSON.stringify({ user: 7, item, rating })}\n`)
  const ofRows = (ratings: readonly unknown[] = texts) => ({
    columns: ['user', 'item', 'rating'],
    async *batches(columns: readonly number[]) {
      yield ratings.map((rating, item) => columns.map((column) => [7, item, rating][column]))
    },
  })

  it('are read as those of tables, told, and read again', async () => {
    const interactions = await readInteractions(new Blob(ofJson), { onReading })
    expect([...interactions.values!]).toEqual([4.5, 3, 2.5])
    expect([reading.decimal, reading.options.decimal]).toEqual(['comma', 'comma'])
    expect(await readInteractions(new Blob(ofJson), reading.options)).toEqual(interactions)
    expect((await readRows(ofRows(), { onReading })).values).toEqual(interactions.values)
    expect([reading.decimal, reading.options.decimal]).toEqual(['comma', 'comma'])
  })

  it('are asked about where they may be of thousands', async () => {
    const plays = ['1,200', '1,300'].map((plays, item) => `${JSON.stringify({ user: 7, item, plays })}\n`)
    const message = "expected a rating whose decimal mark is sure, got '1,200': choose with decimal"
    await expect(readInteractions(new Blob(plays))).rejects.toThrow(message)
    expect([...(await readInteractions(new Blob(plays), { decimal: 'point' })).values!]).toEqual([1200, 1300])
    await expect(readRows(ofRows(['1,200']))).rejects.toThrow(`rows: row 1: ${message}`)
    expect(
      [...(await readRows(ofRows(['1,200', 1.5]), { decimal: 'comma' })).values!].map(
        (each) => +each.toFixed(3),
      ),
    ).toEqual([1.2, 1.5])
  })
})
