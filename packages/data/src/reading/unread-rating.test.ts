import { expect, it } from 'vitest'
import { unreadRating } from './unread-rating'

const found = (...unread: (string | number)[]) => unreadRating({ values: 'none', unread })

it.each([
  ...['Your Rating', 'my_rating', 'Rating(1-5)', 'rating_x', 'rating_value', 'avgRating', 'imdb_rating'],
  ...['preference', 'vote', 'like', 'is_like', 'liked', 'grade', 'score:float', 'is_click'],
])('finds the column %s that was not read', (name) => {
  expect(found('title', 2, name, 'Rating of another')).toBe(name)
})

it.each([
  'watch_ratio',
  'watched_pct',
  'eventStrength',
  'freq',
  'num_repeat',
  'hours',
  'items.playtime_forever',
  'hours_played:float',
])('finds the amount %s that was not read, after what somebody thought', (name) => {
  expect(found('title', 2, name, 'hours')).toBe(name)
  expect(found(name, 'liked')).toBe('liked')
  expect(unreadRating({ values: 'none', unread: [name, 'won'], likelyRating: 'won' })).toBe('won')
})

it.each([
  'liked_at',
  'rating_date',
  'LabelId',
  'click time',
  'voted by',
  'target_url',
  'title',
  'generation',
  'unlikely',
  'starting_price',
  'notebook',
  'timestamp',
  'Menge',
  'Note',
  'label',
  3,
])('takes %s for no rating', (name) => {
  expect(found(name)).toBeUndefined()
})

it('finds none where ratings were read', () => {
  expect(unreadRating({ values: 'ratings', unread: ['imdb_rating'] })).toBeUndefined()
})
