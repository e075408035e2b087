import { expect, it } from 'vitest'
import { amountSign, signOfNoneOrLess } from './amount-sign'

it.each([
  ...[
    '0',
    '0,00',
    '0.00',
    '0,000',
    '0,00 €',
    '€0.00',
    '€ 0,00',
    '0.00 EUR',
    'EUR 0.00',
    'R$ 0,00',
    'US$0.00',
  ],
  ...['0 %', '0,-', '0,--', '-0,00', '(0.00)', '0,00-', '0 Stück', '0,00 zł', '.00', 'CHF0.00', 'kr 0', '+0'],
])('%s is zero', (text) => {
  expect(amountSign(text)).toBe(0)
})

it.each([
  ...['19,18', '2.507,64', '2,507.64', '1 234,50 €', "1'234.50 CHF", '€19.18', '19.18 EUR', '+3', '1,000'],
  ...['19,-', '12,34,567.00', ' 7 ', 'US$ 5', '0,01', '3 Stk.', '1.234.567'],
])('%s is above zero', (text) => {
  expect(amountSign(text)).toBe(1)
})

it.each([
  ...[
    '-19,18',
    '−2',
    '19,18-',
    '(2)',
    '- 2',
    '-€2',
    '€-2,00',
    '-2.507,64 €',
    '2,00- EUR',
    '2,00 EUR-',
    '$(2.00)',
  ],
  ...['-2 pieces', '(1.234,5)', '–3', '-1 234,50', '2 -'],
  ...['\u200e-1', '\u200e−۱', '\u061c-١', '\u20101', '1\u200f-', '\u200e-1,234.5\u200f'],
])('%s is below zero', (text) => {
  expect(amountSign(text)).toBe(-1)
  expect(signOfNoneOrLess(text)).toBe(-1)
})

it.each([
  '',
  '-',
  'a-2',
  '2-3',
  '2026-11-01',
  '19.11.2025',
  '19.11.25',
  '14:05',
  'defect',
  'A-100',
  '€',
  '19 Nov 2025',
])('%s is no amount', (text) => {
  expect(amountSign(text)).toBeUndefined()
  expect(signOfNoneOrLess(text)).not.toBe(-1)
})

it('takes numbers as they are, and NaN for none', () => {
  expect([2, 0, -0.5, -3n, Number.NaN, null].map(amountSign)).toEqual([1, 0, -1, -1, undefined, undefined])
})

it('ends at once with long texts', () => {
  expect(amountSign('0'.repeat(100_000))).toBeUndefined()
  expect(signOfNoneOrLess(`-${'1 '.repeat(100_000)}`)).toBeUndefined()
})
