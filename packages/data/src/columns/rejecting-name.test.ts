import { expect, it } from 'vitest'
import { readInteractions, unreadRating } from '../index'
import { rejects } from './rejecting-name'

it.each([
  ...['skipped', 'is_skip', 'dislike', 'disliked', 'isReturned', 'hidden', 'not_interested', 'notInterested'],
  ...['bounced', 'refund', 'is_refunded', 'cancelled', 'is_canceled', 'rejected', 'no_show', 'unsubscribed'],
  ...['payment_failed', 'Storniert', 'deleted', 'downvoted', 'dismissed', 'reviews.unlike', 'abgelehnt'],
  ...['nonclk', 'noclk', 'non_click', 'unclicked', 'bad', 'is_bad'],
])('takes %s for what was not liked', (name) => {
  expect(rejects(name)).toBe(true)
})

it.each([
  ...['liked', 'likes', 'clicked', 'purchased', 'rating', 'interested', 'order_no', 'subscribed', 'note'],
  ...['nonfiction', 'returnable', 'visible', 'unit', 'hiking', 'recommended', 'not_skipped'],
  ...['clk', 'not_bad', 'badge', 'no_unclicked'],
])('takes %s for none of it', (name) => {
  expect(rejects(name)).toBe(false)
})

it.each([
  ['skipped', 'clk', 'clk'],
  ['dislike', 'clk', 'clk'],
  ['dislike', 'like', 'like'],
  ['nonclk', 'clk', 'clk'],
  ['bounced', 'dislike', 'bounced'],
  ['disliked', 'title', 'disliked'],
])('of %s and %s, %s is asked about', async (first, second, expected) => {
  const rows = Array.from({ length: 60 }, (_, row) => {
    const [user, item] = [row % 12, row % 7]
    return `${user},${item},${(user + item) % 2},${second === 'title' ? `t${item}` : (user * item) % 2}\n`
  })
  let found: string | number | undefined
  await readInteractions(new Blob([`user,item,${first},${second}\n`, ...rows]), {
    onReading: (reading) => {
      found = unreadRating(reading)
    },
  })
  expect(found).toBe(expected)
})
