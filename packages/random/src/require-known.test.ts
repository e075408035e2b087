import { expect, it } from 'vitest'
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
