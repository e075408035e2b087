import fc from 'fast-check'
import { expect, it } from 'vitest'
import { duplicateKey } from './duplicate-key'

it.each([
  ['{"item":1,"item":2}', 'item'],
  ['{"item" : 1,"a":{"item":3},"item":2}', 'item'],
  ['{"user":"item","list":[{"item":1},{"item":1,"item" :2}]}', 'item'],
  [String.raw`{"a\"b":1,"a\"b":2}`, 'a"b'],
  [String.raw`{"item":1,"it\u0065m":2}`, 'item'],
  [String.raw`{"\u0069tem":1,"a":"\/","\u0069tem" : 2}`, 'item'],
  [String.raw`{"gr\u00F6\u00dfe/\ud83d\uDE00":1,"größe\/😀":2}`, 'größe/😀'],
  [String.raw`{"a\u0022b":1,"a\"b":2}`, 'a"b'],
])('%s has a key twice', (text, key) => {
  expect(duplicateKey(text, JSON.parse(text), ['user', 'item', 'a"b', 'größe/😀'])).toBe(key)
})

it.each([
  '{"item":"item","user":"\\"item\\":"}',
  '{"item":1,"other":2,"other":3}',
  '{"a":{"item":1},"b":{"item":2},"item":3}',
  '{"list":[{"item":1},{"item":2}]}',
  String.raw`{"\u0069tem":"it\u0065m","user":"\"it\u0065m\":"}`,
  String.raw`{"a":{"it\u0065m":1},"b":{"item":2},"item":3}`,
  String.raw`{"item":1,"\\u0069tem":2,"it\\u0065m":3}`,
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
