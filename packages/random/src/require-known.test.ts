import { expect, it } from 'vitest'
import { type Random, random } from './random'
import { requireKnown } from './require-known'

interface Options {
  readonly count?: number | undefined
  readonly seed?: number | undefined
}

const check = (options: unknown) =>
  requireKnown('f: options', options as Options, { count: true, seed: true })

it.each([{}, { seed: 1 }, { count: undefined, seed: 2 }])('takes %j', (options) => {
  expect(() => check(options)).not.toThrow()
})

it.each<[object, string]>([
  [{}, 'f: options must have a function as encode, got undefined'],
  [{ encode: 5, random: random(1) }, 'f: options must have a function as encode, got 5'],
  [
    { encode: () => 1 },
    'f: options must have a source of randomness, such as random(1), as random, got undefined',
  ],
  [{ encode: () => 1, random: 1 }, 'such as random(1), as random, got 1'],
])('refuses %j without what it must have', (options, message) => {
  const wanted = options as { readonly encode: () => number; readonly random: Random }
  expect(() => requireKnown('f: options', wanted, { encode: 'function', random: 'random' })).toThrow(message)
})

it('takes a function and a source of randomness', () => {
  const options = { encode: () => 1, random: random(1) }
  expect(() => requireKnown('f: options', options, { encode: 'function', random: 'random' })).not.toThrow()
})

it.each([
  [{ seeds: 1 }, "f: options must be among count, seed, got 'seeds'"],
  [{ seed: 1, Count: undefined }, "f: options must be among count, seed, got 'Count'"],
  [{ toString: 1 }, "f: options must be among count, seed, got 'toString'"],
  [5, 'f: options must be an object, got 5'],
  [[], 'f: options must be an object, got a list'],
  [null, 'f: options must be an object, got null'],
  [undefined, 'f: options must be an object, got undefined'],
])('refuses %j', (options, message) => {
  expect(() => check(options)).toThrow(message)
})
