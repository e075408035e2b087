import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { silent } from '../terminal/output'
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
    "--items: must have an item that the model knows, got '7', 'i8' ('0007', 'I8' are there), where the model has ids such as '0007'",
  )
})

it('an id with a comma, of which only the pieces were given, is named with its option', () => {
  const itemIds = ['Radiohead', 'Tyler, The Creator']
  const pieces = (...items: string[]) => interactionsFrom(items.map((item) => ({ user: 'given', item })))
  const notes: string[] = []
  const out = { ...silent, note: (text: string) => notes.push(text) }
  knownHistories(pieces('Radiohead', 'Tyler', 'The Creator'), itemIds, {
    unknown: 'skip',
    where: '--items',
    out,
  })
  const whole = "; 'Tyler, The Creator' is one item: choose with --item 'Tyler, The Creator'"
  expect(notes).toEqual([`left out, for the model does not know them: 'Tyler', 'The Creator'${whole}`])
  expect(() =>
    knownHistories(pieces('Tyler', 'The Creator'), itemIds, { unknown: 'skip', where: '--items', out }),
  ).toThrow(whole)
})

it('of histories that mostly have no known item, first the ids of both kinds are said', () => {
  const notes: string[] = []
  const said = (...bought: readonly (readonly [string, string])[]) => {
    notes.length = 0
    const histories = interactionsFrom(bought.map(([user, item]) => ({ user, item })))
    const out = { ...silent, note: (text: string) => notes.push(text) }
    knownHistories(histories, ['TEE-1', 'TEE-2'], { unknown: 'skip', where: 'orders.csv', out })
    return notes
  }
  expect(said(['ann', '101'], ['bob', '102'], ['cat', 'TEE-1'])).toEqual([
    "orders.csv: 2 of 3 histories have no item that the model knows: their ids are such as '101', those of the model such as 'TEE-1'; --item-column names another column",
    "left out, for the model does not know them: '101', '102'",
  ])
  expect(said(['ann', '101'], ['ann', 'TEE-2'], ['bob', '102'], ['cat', 'TEE-1'])).toHaveLength(1)
  expect(() => said(['ann', '101'], ['bob', '102'])).toThrow(
    "orders.csv: must have an item that the model knows, got '101', '102', where the model has ids such as 'TEE-1'",
  )
  expect(() => said(['TEE-1', 'ann'], ['TEE-2', 'bob'])).toThrow(
    "such as 'TEE-1'; its users are items of the model, such as 'TEE-1': choose with --user-column and --item-column",
  )
  const numbered = () => {
    const histories = interactionsFrom([1, 2, 3].map((user) => ({ user, item: 9000 + user })))
    knownHistories(histories, ['1', '2', '3'], { unknown: 'skip', where: 'orders.csv' })
  }
  expect(numbered).toThrow(/such as '1'$/)
})
