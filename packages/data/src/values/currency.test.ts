import { expect, it } from 'vitest'
import { amountText } from './currency'

it.each([
  ['549,00 €', '549,00', '€'],
  ['549,00\u00a0€', '549,00', '€'],
  ['1\u202f549,00\u202f€', '1\u202f549,00', '€'],
  ['€4.50', '4.50', '€'],
  ['-€4.50', '-4.50', '€'],
  ['US$ 1,200.50', '1,200.50', 'US$'],
  ['USD 5', '5', 'USD'],
  ['CHF5', '5', 'CHF'],
  ['12 EUR', '12', 'EUR'],
  ['59,90 zł', '59,90', 'zł'],
  ['kr. 100', '100', 'kr.'],
  ['100 kr', '100', 'kr'],
  ['20 %', '20', '%'],
  ['7', '7', ''],
])('%j is %j with the currency %j', (text, number, currency) => {
  expect(amountText(text)).toEqual({ number, currency })
})

it.each(['', '€', '€ 5 €', '5 pieces', 'from 12.99', '10-20 €', 'A4'])('%j is no amount', (text) => {
  expect(amountText(text)).toBeUndefined()
})
