import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { requireNoHeader } from './first-row'

const histories = (pairs: string[], mayHaveHeader = true) => {
  const rated = interactionsFrom(pairs.map((pair) => ({ user: pair[0]!, item: pair[1]! })))
  return { rated, liked: rated, mayHaveHeader }
}
const items = ['x', 'y', 'z']

it('asks whether a first row of a user and an item that are nowhere else is a header', () => {
  expect(() => requireNoHeader(histories(['wi', 'ax', 'ay', 'bx']), items, 'h.csv')).toThrow(
    "h.csv: the first row must be surely a history or a header, got 'w' and 'i', which the model does not know: choose with --header or --no-header",
  )
})

it.each([
  ['the item is known', ['wx', 'ay'], true],
  ['the user has more rows', ['wi', 'ax', 'wy'], true],
  ['others have the item, too', ['wi', 'ai', 'ax'], true],
  ['the model knows no item at all, which is another error', ['wi', 'aj'], true],
  ['somebody said that there is no header', ['wi', 'ax'], false],
  ['there are no rows', [], true],
])('asks nothing where %s', (_, pairs, mayHaveHeader) => {
  expect(() => requireNoHeader(histories(pairs, mayHaveHeader), items, 'h.csv')).not.toThrow()
})
