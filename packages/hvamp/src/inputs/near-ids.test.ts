import { expect, it } from 'vitest'
import { historyOf, knownHistories } from './histories'
import { preview, previewMissing } from './near-ids'

it.each([
  [['7'], ['0007', '17'], "'7' ('0007' is there)"],
  [['0007'], ['7'], "'0007' ('7' is there)"],
  [['7.0'], ['7'], "'7.0' ('7' is there)"],
  [['i7', ' AB'], ['I007', 'ab', 'c'], "'i7', ' AB' ('I007', 'ab' are there)"],
  [['caf\u0065\u0301'], ['caf\u00e9'], "'caf\u0065\u0301' ('caf\u00e9' is there)"],
  [['7', '1.5', 'x0'], ['70', '1.05', 'x', '1.50'], "'7', '1.5', 'x0'"],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], ['A', 'G'], "'a', 'b', 'c', 'd', 'e', 2 more ('A' is there)"],
  [['7'], [], "'7'"],
])('of %j among %j says %s', (missing, there, text) => {
  expect(previewMissing(missing, there)).toBe(text)
})

it('names the first ids', () => {
  expect(preview(Array.from({ length: 1200 }, (_, i) => String(i)))).toBe(
    "'0', '1', '2', '3', '4', 1,195 more",
  )
})

it('the refusal of a history of unknown items names them', () => {
  const refused = () =>
    knownHistories(historyOf('7,i8'), ['0007', 'I8'], { unknown: 'skip', where: '--items' })
  expect(refused).toThrow(
    "--items: must have an item that the model knows, got '7', 'i8' ('0007', 'I8' are there)",
  )
})
