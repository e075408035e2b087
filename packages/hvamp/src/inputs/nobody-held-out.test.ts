import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { splitDefaults } from '../settings/split'
import { nobodyHeldOut } from './nobody-held-out'

it('names the number of held-out users where it is one of the settings', () => {
  const kept = interactionsFrom(['a', 'b', 'c'].map((item) => ({ user: 'ann', item })))
  const said = (settings: object, heldOut?: number) =>
    nobodyHeldOut('orders.csv', {
      part: 'validation',
      kept,
      settings: { ...splitDefaults, ...settings },
      heldOut,
    }).message
  expect(said({}, 7)).toContain('orders.csv: some of 7 validation users must have 5 items')
  for (const settings of [{ heldOutShare: 0.1 }, { folds: 5, fold: 1 }])
    expect(said(settings)).toContain('orders.csv: some of the validation users must have 5 items')
})

it('names the column of times where each user has one for all interactions', () => {
  const said = (...times: number[]) => {
    const rows = times.map((timestamp, item) => ({ user: 'ann', item: `i${item}`, timestamp }))
    const settings = { ...splitDefaults, split: 'time' as const }
    return nobodyHeldOut('lists.json', {
      part: 'test',
      kept: interactionsFrom(rows),
      settings,
      heldOut: undefined,
    }).message
  }
  expect(said(5, 5, 5)).toContain('one time for all interactions, so choose a column with the time of each')
  expect(said(5, 5, 6)).toContain('choose others with --validation-from and --test-from')
})
