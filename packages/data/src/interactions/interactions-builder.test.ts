import { expect, it } from 'vitest'
import { interactionsFrom } from '../index'
import { interactionsBuilder } from './interactions-builder'

it('merges duplicates on the way: place of the first, value and time of the last', () => {
  const builder = interactionsBuilder({ values: true, timestamps: true })
  const pairs = [
    ['b', 'x'],
    ['a', 'y'],
    ['b', 'y'],
    ['a', 'x'],
  ] as const
  const count = 9_000_000 // more than twice what is kept before a merge
  const indices = pairs.map(
    ([user, item]) => [builder.users.indexOf(user), builder.items.indexOf(item)] as const,
  )
  for (let i = 0; i < count; i++) {
    const [user, item] = indices[i & 3]!
    builder.add(user, item, i & 1023, i)
  }
  expect(builder.size).toBe(count)
  expect(builder.build()).toEqual(
    interactionsFrom(
      pairs.map(([user, item], i) => {
        const last = count - 4 + ((i - count) & 3)
        return { user, item, value: last & 1023, timestamp: last }
      }),
    ),
  )
})

it('takes ids that were chosen to fall on one place of a fixed table', () => {
  const builder = interactionsBuilder({ values: false })
  const inverse = 0x144cbc89 // of 0x9e3779b1, a usual multiplier, modulo 2^32
  const ids: string[] = []
  for (let slot = 0; ids.length < 50_000; slot++) {
    const id = Math.imul(slot, inverse) >>> 0
    if (id < 1e9) ids.push(String(id))
  }
  for (const id of ids) builder.add(builder.users.indexOf(id), builder.items.indexOf('x'), 1)
  expect(builder.users.ids()).toEqual(ids)
})
