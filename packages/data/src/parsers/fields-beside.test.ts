import { expect, it } from 'vitest'
import { fieldsBeside } from './fields-beside'

const ROWS = 2000

/** How often a value is asked for, where each row has a field that no row before has. */
function asked(nameOf: (row: number) => string): number {
  let count = 0
  const beside = fieldsBeside([], false)
  for (let row = 0; row < ROWS; row++) {
    const name = nameOf(row)
    beside.addField({ name, field: { path: [name] } })
    const valueIn = ({ path }: { readonly path: readonly string[] }) => {
      count++
      return path[0] === name ? row % 2 : undefined
    }
    beside.add(valueIn, row + 1, row % 8, row % 7)
  }
  return count
}

/** A number in letters, which no name differs in alone. */
const inLetters = (row: number) => [...String(row)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

it.each<[string, (row: number) => string]>([
  ['that say nothing', (row) => `k_${inLetters(row)}`],
  ['of ids', (row) => `status${row}`],
  ['of ids within', (row) => `seen.u${row}.qty`],
])('asks for values in proportion to the rows, where each has a key of its own: %s', (_, nameOf) => {
  expect(asked(nameOf)).toBeLessThanOrEqual(2 * 100 * ROWS) // half the square of the rows where all are looked at
})

it('asks for no more than a thousand that say what they are', () => {
  const before = (1000 * 1000) / 2 // while there is room
  expect(asked((row) => `qty_${inLetters(row)}`)).toBeLessThanOrEqual(2 * (1000 * ROWS - before))
})

it('tells of several later verdicts the one that is no code', () => {
  const beside = fieldsBeside([{ name: 'feedback_type', field: { path: ['feedback_type'] } }], false)
  beside.addField({ name: 'shown', field: { path: ['shown'] } })
  const names = { feedback_type: [-1, 1], shown: ['no', 'yes'] } as const
  for (let row = 0; row < 60; row++) {
    const valueIn = ({ path }: { readonly path: readonly string[] }) =>
      names[path[0] as keyof typeof names][((row % 8) * (row % 7)) % 2]
    beside.add(valueIn, row + 1, row % 8, row % 7)
  }
  expect(beside.turnedOut()).toMatchObject({ likelyRating: 'shown', likelyValues: ['no', 'yes'] })
})
