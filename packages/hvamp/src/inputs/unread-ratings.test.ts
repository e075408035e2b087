import type { Reading } from '@hvamp/data'
import { describe, expect, it } from 'vitest'
import type { TrainedLiking } from './trained-liking'
import { requireNoUnreadRatings } from './unread-ratings'

const reading: Reading = {
  ...{ format: 'table', columns: { user: 'user', item: 'item' }, unread: ['liked'], values: 'none' },
  ...{ rows: 2, skipped: [], options: {} },
}
const training: TrainedLiking = { run: 'run', kind: 'ratings', range: undefined, unread: [] }
const require = (implicit: boolean, liking?: TrainedLiking) => () =>
  requireNoUnreadRatings('FILE', reading, { implicit }, liking)

describe('a file whose only ratings may be in a column that was not read', () => {
  it('is refused with that column, unless every row was chosen to be a like', () => {
    expect(require(false)).toThrow(
      "FILE: must have ratings under a known name, or none, got column 'liked', which may have some: choose with --rating-column liked, or --implicit if every row stands for a like",
    )
    expect(require(true)).not.toThrow()
  })

  it('is refused after a training whose data had other columns, with ratings or without', () => {
    for (const kind of ['ratings', 'counts', 'none', undefined] as const) {
      expect(require(true, { ...training, kind })).toThrow("column 'liked'")
    }
  })

  it('is read after a training on likes that left the same column unread, not after one that had ratings beside it', () => {
    const unread = ['liked']
    expect(require(true, { ...training, kind: 'none', unread })).not.toThrow()
    expect(require(false, { ...training, unread })).toThrow("column 'liked'")
  })
})

it.each(['skipped', 'dislike', 'returned', 'hidden', 'not_interested', 'bounced', 'refund'])(
  'a column of what was not liked, %s, is not offered as ratings: its rows of 1 alone would be kept',
  (column) => {
    const rejecting = { ...reading, unread: [column], likelyRating: column }
    expect(() => requireNoUnreadRatings('FILE', rejecting, { implicit: false })).toThrow(
      `FILE: must have rows of what was liked, got column '${column}', which may say what was not: remove the rows where it does before, or choose with --implicit if every row stands for a like, these too`,
    )
  },
)

it.each([
  [['0', '1'], 'of 1 and 0', '--rating-column won --at-least 1 if those of 1 alone do'],
  [['1', '2'], 'of 2 and 1', '--rating-column won --at-least 2 if those of 2 alone do'],
  [['nein', 'ja'], 'of ja and nein', '--rating-column won --at-least 1 if those of ja alone do'],
  [
    ['', '+'],
    'of + in some rows and nothing in others',
    '--rating-column won --at-least 1 --missing skip if those of + alone do',
  ],
])(
  'of a column of unknown name with two values, %j, it is asked first whether every row is a like',
  (values, what, choice) => {
    const flagged = { ...reading, unread: ['won'], likelyRating: 'won', likelyValues: values }
    expect(() => requireNoUnreadRatings('FILE', flagged, { implicit: false })).toThrow(
      `FILE: must have rows of what was liked, got column 'won' ${what}: choose with --implicit if every row stands for a like, or ${choice}`,
    )
  },
)

it('amounts, which are on no scale of ratings, are offered with a threshold', () => {
  const watched = { ...reading, unread: ['watch_ratio'] }
  expect(() => requireNoUnreadRatings('FILE', watched, { implicit: false })).toThrow(
    "FILE: must have rows of what was liked, got column 'watch_ratio', which may have amounts: choose with --rating-column watch_ratio and the amount from which a row is a like as --at-least, or --implicit if every row stands for a like",
  )
})

it('times that are empty in some rows are not offered as ratings', () => {
  const sent = { ...reading, unread: ['clicked_at'], likelyRating: 'clicked_at', likelyValues: [''] }
  expect(() => requireNoUnreadRatings('FILE', sent, { implicit: false })).toThrow(
    "FILE: must have rows of what was liked, got column 'clicked_at', which is empty in some rows: remove these before if they do not, or choose with --implicit if every row stands for a like",
  )
})

it('more values than two are offered as ratings', () => {
  const likelyValues = ['1', '2', '3', '4', '5']
  const rated = { ...reading, unread: ['voto'], likelyRating: 'voto', likelyValues }
  expect(() => requireNoUnreadRatings('FILE', rated, { implicit: false })).toThrow(
    "got column 'voto', which may have some: choose with --rating-column voto, or --implicit",
  )
})

it.each([
  [['user', '0', 'item'], '1'],
  [['0', 'user', 'item'], '0'],
  [['user', 'item', '7'], '2'],
  [['user', '', '0', 'item'], '2'],
])('the ratings of a header %j are offered by what is accepted: %s', (names, choice) => {
  const unread = names.map((name, place) => name || place).filter((name) => !/user|item/.test(String(name)))
  const places = { user: names.indexOf('user'), item: names.indexOf('item') }
  const numbered = { ...reading, unread, places, likelyRating: unread.at(-1)! }
  expect(() => requireNoUnreadRatings('FILE', numbered, { implicit: false })).toThrow(
    `choose with --rating-column ${choice}, or --implicit`,
  )
})

it('where nothing is accepted, another name in the header is asked for', () => {
  const numbered = {
    ...{ ...reading, unread: ['0', '1'], likelyRating: '0' },
    ...{ columns: { user: 'user', item: 'item' }, places: { user: 0, item: 2 } },
  }
  expect(() => requireNoUnreadRatings('FILE', numbered, { implicit: false })).toThrow(
    "got column '0', which may have ratings, and whose name and number are also those of other columns: choose with --implicit if every row stands for a like, or write 'rating' for '0' in the header",
  )
})
