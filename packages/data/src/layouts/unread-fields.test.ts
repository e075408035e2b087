import { expect, it } from 'vitest'
import type { Field } from './object-fields'
import { unreadNames } from './unread-fields'

const user: Field = { path: ['user'] }
const item: Field = { path: ['item'] }

it('names what an object has beside the fields that are read, key by key', () => {
  const review = ['text', 'votes'].map((key) => [`review.${key}`, { path: ['review', key] }] as const)
  const fields = new Map<string, Field>([['user', user], ['item', item], ...review])
  expect(unreadNames(new Set(['user', 'review', 'item', 'empty']), fields, { user, item })).toEqual([
    ...['review.text', 'review.votes', 'empty'],
  ])
})

it('takes time in proportion to the keys', () => {
  const secondsOf = (count: number) => {
    const names = Array.from({ length: count }, (_, i) => `k${i}`)
    const fields = new Map<string, Field>([
      ['user', user],
      ['item', item],
    ])
    for (const name of names) fields.set(name, { path: [name] })
    const start = performance.now()
    expect(unreadNames(new Set(fields.keys()), fields, { user, item })).toEqual(names)
    return performance.now() - start
  }
  secondsOf(1000)
  expect(secondsOf(30_000)).toBeLessThan(2000) // a minute where each key looks at all fields
})
