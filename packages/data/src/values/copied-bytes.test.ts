import { expect, it } from 'vitest'
import { copiedBytes } from './copied-bytes'

it.each([
  ['a Buffer', Buffer.from('abc')],
  ['a part of one', Buffer.from('xabcx').subarray(1, 4)],
  ['a Uint8Array', Uint8Array.from(Buffer.from('abc'))],
])('keeps the bytes of %s when these change', (_, bytes) => {
  const copied = copiedBytes(bytes)
  bytes.fill(0)
  expect(new TextDecoder().decode(copied)).toBe('abc')
})
