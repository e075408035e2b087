import { describe, expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions } from '../index'
import { readable, refused } from './publishers.fixture'

async function read(
  text: string,
  options: ReadingOptions = {},
): Promise<{ rows: string[]; reading: Reading }> {
  async function* bytes() {
    yield new TextEncoder().encode(text)
  }
  let reading: Reading | undefined
  const onReading = (how: Reading) => {
    reading = how
  }
  const interactions = await readInteractions(bytes(), { name: 'file', ...options, onReading })
  const rows = Array.from(entriesOf(interactions), ({ user, item, value, timestamp }) =>
    [user, item, value, timestamp].filter((cell) => cell !== undefined).join(' '),
  )
  return { rows, reading: reading! }
}

describe('files in the manner of real publishers', () => {
  it.each(readable)('%s: read', async (_, text, rows, reading, options) => {
    const result = await read(text, options)
    expect(result.rows).toEqual(rows)
    expect(result.reading).toMatchObject(reading)
    // what it says reads the same again
    const again = await read(text, {
      ...result.reading.options,
      ...(options?.timestamps && { timestamps: true }),
    })
    expect(again.rows).toEqual(rows)
  })

  it.each(refused)('%s: refused', async (_, text, message, options) => {
    await expect(read(text, options)).rejects.toThrow(message)
  })
})
