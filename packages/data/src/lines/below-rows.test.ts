import { expect, it } from 'vitest'
import { maybeBelow, withWayBelow } from './below-rows'

it('a line that fails above hundreds of thousands of lines stays the error of that line', async () => {
  const bytes = new TextEncoder()
  async function* rest() {
    yield bytes.encode('1,2\n'.repeat(200_000))
  }
  const error = maybeBelow(new Error('f:3: expected 2 fields, got 1'))
  const failed = { error, block: bytes.encode('Total\n'), read: 0, rest: rest() }
  expect(await withWayBelow(failed, () => true)).toBe(error)
})
