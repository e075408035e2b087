import { binarize, type Reading, readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import { dataDefaults } from '../settings/data'
import { dataSummary } from './data-summary'

it('has in words what may not be meant to count, which the lines on stderr say without --json', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 === 0 ? 'guest' : `u${i % 24}`},i${i},3`)
  let reading!: Reading
  const read = await readInteractions(new Blob([['user,item,quantity', ...rows].join('\n')]), {
    ratings: false,
    onReading: (found) => {
      reading = found
    },
  })
  const { doubts } = dataSummary('orders.csv', { reading, read, kept: binarize(read) }, dataDefaults)
  expect(doubts).toEqual([
    expect.stringMatching(/^orders\.csv: user 'guest' has 30 of 60 interactions, and counts as one customer/),
  ])
})
