import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { splitParts } from './split-parts'

it('counts the users with nothing held out, who cannot be measured', () => {
  const seen = interactionsFrom(['a', 'b', 'c'].map((user) => ({ user, item: 'x' })))
  const heldOut = { ...seen, offsets: Int32Array.of(0, 1, 1, 2), items: Int32Array.of(0, 0) }
  const parts = splitParts({
    train: seen,
    validation: { foldIn: seen, heldOut: seen },
    test: { foldIn: seen, heldOut },
  })
  expect(parts.map(({ withoutHeldOutItems }) => withoutHeldOutItems)).toEqual([0, 0, 1])
})
