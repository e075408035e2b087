import fc from 'fast-check'
import { expect, it } from 'vitest'
import { duplicateKey } from './duplicate-key'

it.each([
  ['{"item":1,"item":2}', 'item'],
  ['{"item" : 1,"a":{"item":3},"item":2}', 'item'],
  ['{"user":"item","list":[{"item":1},{"item":1,"item" :2}]}', 'item'],
  [String.raw`{"a\"b":1,"a\"b":2}`, 'a"b'],
])('%s has a key twice', (text, key) => {
  expect(duplicateKey(text, JSON.parse(text), ['user', 'item', 'a"b'])).toBe(key)
})

it.each([
  '{"item":"item","user":"\\"item\\":"}',
  '{"item":1,"other":2,"other":3}',
  '{"a":{"item":1},"b":{"item":2},"item":3}',
  '{"list":[{"item":1},{"item":2}]}',
  '{"items":1,"item":{"item":["item","}"]}}',
])('%s has none of those that matter', (text) => {
  expect(duplicateKey(text, JSON.parse(text), ['item', 'user'])).toBeUndefined()
})

it('finds none in what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', '"', '{', ':'), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object)
      expect(duplicateKey(text, JSON.parse(text), ['a', 'b', '"', '{', ':'])).toBeUndefined()
    }),
  )
})
