import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recentlyUsed } from './recently-used'

it('makes a value again only when more than its size of others were asked for since', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (asked) => {
      const made: number[] = []
      const memory = recentlyUsed<number>(3)
      let last: number[] = []
      for (const value of asked) {
        const before = made.length
        const result = memory.get({ value }, () => {
          made.push(value)
          return value * 10
        })
        expect(result).toBe(value * 10)
        expect(made.length > before).toBe(!last.includes(value))
        last = [...last.filter((each) => each !== value), value].slice(-3)
      }
    }),
  )
})

it('keeps nothing of what could not be made', () => {
  const memory = recentlyUsed<number>(3)
  expect(() =>
    memory.get(1, () => {
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(memory.get(1, () => 7)).toBe(7)
})
