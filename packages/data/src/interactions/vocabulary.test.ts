import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberIn, numberInBytes } from '../values/numbers-in-text'
import { vocabulary } from './vocabulary'

const bytesOf = (text: string) => new TextEncoder().encode(text)

describe('vocabulary', () => {
  it('gives the same index to an id as text and as bytes, in order of first appearance', () => {
    const id = fc.oneof(
      fc.nat().map(String),
      fc.nat(50).map((n) => `0${n}`),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(fc.array(id.filter((text) => text.trim() !== '')), (ids) => {
        const words = vocabulary()
        const expected = [...new Set(ids.map((text) => text.trim()))]
        for (const text of ids) {
          const bytes = bytesOf(`,${text},`)
          const index = words.indexOfBytes(bytes, 1, bytes.length - 1)
          expect(index).toBe(expected.indexOf(text.trim()))
          expect(words.indexOf(text)).toBe(index)
        }
        expect(words.ids()).toEqual(expected)
      }),
    )
  })

  it('grows to many ids', () => {
    const words = vocabulary()
    const ids = Array.from({ length: 20_000 }, (_, i) => (i * 48_271) % 1_000_003)
    for (const id of ids) words.indexOf(`${id}`)
    expect(ids.findIndex((id, index) => words.indexOf(`${id}`) !== index)).toBe(-1)
    expect(words.ids().length).toBe(20_000)
  })

  it('takes the last ids back, as if they had never come', () => {
    const id = fc.oneof(
      fc.nat(3000).map(String),
      fc.nat(9).map((n) => `0${n}`),
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { maxLength: 1500, size: 'max' }),
        fc.nat(1500),
        fc.array(id),
        (ids, size, more) => {
          const [words, expected] = [vocabulary(), vocabulary()]
          for (const text of ids) words.indexOf(text)
          words.keepFirst(size)
          for (const text of ids.slice(0, size)) expected.indexOf(text)
          for (const text of [...more, ...ids.reverse()])
            expect(words.indexOf(text)).toBe(expected.indexOf(text))
          expect(words.ids()).toEqual(expected.ids())
        },
      ),
      { numRuns: 30 },
    )
  })

  it('knows no empty id', () => {
    expect(vocabulary().indexOf(' ')).toBe(-1)
    expect(vocabulary().indexOfBytes(bytesOf('1'), 1, 1)).toBe(-1)
  })
})

describe('numbers in text', () => {
  it('are what JavaScript reads, from bytes too', () => {
    const decimal = fc.tuple(fc.nat(), fc.nat()).map(([whole, part]) => `${whole}.${part}`)
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      decimal,
      fc.bigInt().map(String),
    )
    fc.assert(
      fc.property(number, (text) => {
        expect(numberIn(text)).toBe(Number(text))
        expect(numberInBytes(bytesOf(text), 0, text.length)).toBe(Number(text))
      }),
    )
  })

  it.each(['', ' ', '.', '-', '1e', '1.2.3', '4,5', '0x10', 'Infinity', 'NaN', '5 stars'])(
    "there is none in '%s'",
    (text) => {
      expect(numberIn(text)).toBeNaN()
      expect(numberInBytes(bytesOf(text), 0, text.length)).toBeNaN()
    },
  )
})
