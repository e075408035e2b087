import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { trainedAmong } from './training-users'

it('counts users who took part in training, also by ids that went through a double', () => {
  const users = interactionsFrom(['7', '8.0', '9.5', 'ann', '10.0'].map((user) => ({ user, item: 'tea' })))
  expect(trainedAmong(users, new Set(['7', '8', '9', 'ann']))).toBe(3)
})
