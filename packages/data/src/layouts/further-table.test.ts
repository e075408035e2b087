import { expect, it } from 'vitest'
import { requireNoFurtherTable } from './further-table'

const cursor = { name: 'file', line: 7 }

it('refuses the names of columns, and nothing else', () => {
  expect(() => requireNoFurtherTable(['user', 'item'], ',', cursor)).toThrow(
    "file:7: expected one table, got the header of another after a blank line: 'user,item'",
  )
  for (const fields of [
    ['ann', 'tea'],
    ['1', 'item'],
    ['', ' '],
  ])
    expect(() => requireNoFurtherTable(fields, ',', cursor)).not.toThrow()
})

it('looks for no names in empty rows, of which a sheet may have very many', () => {
  const timeOf = (fields: readonly string[]) => {
    const start = performance.now()
    for (let row = 0; row < 20_000; row++) requireNoFurtherTable(fields, ',', cursor)
    return performance.now() - start
  }
  timeOf(['ann', 'tea', 'rum'])
  expect(3 * timeOf(['', '', ''])).toBeLessThan(timeOf(['ann', 'tea', 'rum']))
})
