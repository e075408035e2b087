import { expect, it } from 'vitest'
import { isBigint } from './is-bigint'

it.each(['0', '-1', '9007199254740993', '9223372036854775807', '-9223372036854775808'])(
  '%s is one',
  (text) => {
    expect(isBigint(text)).toBe(true)
  },
)

it.each([
  ...['9223372036854775808', '-9223372036854775809', '18446744073709551615', '1'.repeat(40)],
  ...['007', '-0', '+7', '7.0', '1e3', ' 7', '7\n', '', 'tea'],
])('%j is none', (text) => {
  expect(isBigint(text)).toBe(false)
})
