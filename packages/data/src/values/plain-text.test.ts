import { expect, it } from 'vitest'
import { numberIn } from './numbers-in-text'
import { withoutFormat, withoutFormatOfWords, withPlainDigits } from './plain-text'
import { timeIn } from './times-in-text'

it('leaves out what nothing shows, and nothing else', () => {
  expect(withoutFormat('\u200e-1\u00ad\u061c Zoë')).toBe('-1 Zoë')
})

it('keeps joiners, tags and signs that words, emoji and flags have', () => {
  for (const text of [
    'نامه\u200cها',
    'क्\u200dष',
    '👩\u200d🚀',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '\u06dd۵',
  ]) {
    expect(withoutFormatOfWords(text)).toBe(text)
  }
  expect(withoutFormatOfWords('\u200eAuf\u200c\u200dla\u00adge\ufeff')).toBe('Auflage')
})

it('writes the digits of all scripts as 0 to 9', () => {
  for (const zero of ['٠', '۰', '०', '๐', '０', '𝟘', '𝟎']) {
    const digits = Array.from({ length: 10 }, (_, i) => String.fromCodePoint(zero.codePointAt(0)! + i))
    expect(withPlainDigits(`a${digits.join('')}²`)).toBe('a0123456789²')
  }
})

it('reads numbers and times with marks of direction', () => {
  expect([numberIn('\u200e-1.5'), numberIn('7\u200f'), numberIn('\u200e')]).toEqual([-1.5, 7, Number.NaN])
  expect(timeIn('\u200e2024-01-31\u200f')).toBe(Date.UTC(2024, 0, 31) / 1000)
  expect(timeIn('31\u200f.01\u200f.2024')).toBe(Date.UTC(2024, 0, 31) / 1000)
})
