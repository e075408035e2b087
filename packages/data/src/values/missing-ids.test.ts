import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import { alteration, isMissing, refusedIds } from './missing-ids'

it.each([
  ...[
    '#N/A',
    '#NA',
    '#NV',
    '#N/D',
    '#NB',
    '#N.V.',
    '#REF!',
    '#BEZUG!',
    '#WERT!',
    '#VALEUR!',
    '#¡VALOR!',
    '#¿NOMBRE?',
  ],
  ...['#DIV/0!', '#NAME?', '#NOM?', '#ZAHL!', '#####', 'NULL', '(null)', '\\N', '----'],
  ...['(NULL)', '[null]', '[NULL]', '<Null>', '{null}', "'NULL'", '\\\\N'],
  ...['?', '(none)', '(blank)', '(not set)', 'none'],
])('takes %s for a missing value', (text) => {
  expect(isMissing(text)).toBe(true)
})

it.each([
  '4,00639E+12',
  '1.0000E+10',
  '10.0000E+10',
  '1e+05',
  '2E+5',
  'M\ufffdller',
  '="00010"',
  '=""',
  "'0009",
  'u1\u200b',
  '\ufeffu1',
])('takes %s for an id that a program has altered, also where rows without ids are skipped', (text) => {
  expect(alteration(text)).toMatch(/: export/)
  expect(isMissing(text)).toBe(false)
  expect(refusedIds('skip')(text)).toBe(true)
  expect(refusedIds('keep')(text)).toBe(false)
})

it.each(['1e5', '12E4', '#1', '#tag', '#NEW', "'t Hof", "O'Neill", '=x', '0009', '4.00639', '+49'])(
  'takes %s for an id',
  (text) => {
    expect(isMissing(text) || alteration(text) !== undefined).toBe(false)
  },
)

it.each(['u\0', '\ud83d'])(
  'refuses %j, which no file can hold, also where texts are kept as ids',
  async (id) => {
    for (const choice of ['keep', 'keep-ids'] as const) {
      expect(refusedIds(choice)(id)).toBe(true)
      const lines = [id, 'tea'].map((item) => `${JSON.stringify({ user: 'ann', item })}\n`)
      await expect(readInteractions(new Blob(lines), { missing: choice })).rejects.toThrow(
        /^interactions:1: expected an item id, got '.*', an id (?:with a zero byte|that was cut within a character): export it w/,
      )
    }
  },
)

it.each(['\u200eu1', 'u1\u200f', '\u061cu1', 'u1\u00ad', '\u202au1', 'u1\u2066', '\x1au1'])(
  'takes %j for an id with an invisible character at its end',
  (text) => {
    expect(alteration(text)).toBe('an id with an invisible character at its end: export it without')
  },
)

it.each(['نامه\u200cها', 'ه\u200d', '👩\u200d🚀', '🏴\u{e0067}\u{e0062}\u{e007f}', 'a\u00adb'])(
  'takes %s, with a joiner, a tag or a hyphen of its word, for an id',
  (text) => {
    expect(alteration(text)).toBeUndefined()
  },
)
