import { expect, it } from 'vitest'
import { wayToKeep } from './way-to-keep'

it('the command that keeps rows has the options that they are read and divided with, as words of a shell', () => {
  expect(
    wayToKeep('-', { header: false, delimiter: '\t', userColumn: 'the buyer', implicit: true, heldOut: 20 }),
  ).toBe(
    "hvamp split - --no-header --user-column 'the buyer' --implicit --held-out 20 --delimiter tab --out parts keeps the rows",
  )
})

it('of all folds no command keeps the rows, for a folder of parts has one division', () => {
  expect(wayToKeep('-', { folds: 3 })).toBe('save the rows in a file, for every fold needs all of them')
  expect(wayToKeep('-', { folds: 3, fold: 1 })).toBe(
    'hvamp split - --folds 3 --fold 1 --out parts keeps the rows',
  )
})
