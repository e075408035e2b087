import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostAndNext } from './most-and-next'

it('finds the first with the greatest count, and the greatest of the others, among those asked for', () => {
  const counts = fc.array(fc.record({ count: fc.nat(9), isAmong: fc.boolean() }))
  fc.assert(
    fc.property(counts, (all) => {
      const among = [...all.keys()].filter((index) => all[index]!.isAmong)
      const [first, second] = among.toSorted((a, b) => all[b]!.count - all[a]!.count) // a stable order
      const expected =
        first === undefined
          ? undefined
          : { index: first, count: all[first]!.count, next: second === undefined ? 0 : all[second]!.count }
      const found = mostAndNext(
        all.map(({ count }) => count),
        (index) => all[index]!.isAmong,
      )
      expect(found).toEqual(expected)
    }),
  )
})
