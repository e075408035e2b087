import { expect, it } from 'vitest'
import { requireTrainedScale, type TrainedLiking, trainedLikingLine } from './trained-liking'

const stars: TrainedLiking = { run: 'run', kind: 'ratings', range: { lowest: 1, highest: 5 }, unread: [] }
const liking = { implicit: false, keepRatings: false, atLeast: 4 }
const require = (
  values: number[],
  trained = stars,
  found = { ...liking, values: 'ratings' as 'ratings' | 'counts' },
) => requireTrainedScale('FILE', Float32Array.from(values), found, found, trained)

it.each([
  ['counts', [1, 352698]],
  ['percents', [20, 100]],
  ['zero and one', [0, 1]],
  ['minus one and one', [-1, 1]],
  ['up to one', [0.2, 1]],
])('refuses ratings of another scale than that of the training: %s', (_, values) => {
  const range = `from ${values[0]} to ${values[1]}`
  expect(() => require(values)).toThrow(
    `FILE: must have ratings like those of the training of run from 1 to 5, liked from 4, got values ${range}: choose --at-least for ratings of this scale, or --implicit`,
  )
})

it('takes ratings of the scale of the training, also such as were not in it, and users who like nothing', () => {
  for (const values of [[0.5, 5], [1, 2], [5], [1, 6]]) expect(() => require(values)).not.toThrow()
})

it('refuses other ratings where all of the training were 1, and so liked', () => {
  const ones: TrainedLiking = { ...stars, range: { lowest: 1, highest: 1 } }
  const found = { ...liking, implicit: true, values: 'ratings' as const }
  expect(() => require([1, 1], ones, found)).not.toThrow()
  expect(() => require([0, 1], ones, found)).toThrow(
    'FILE: must have ratings like those of the training of run from 1 to 1, all liked, got values from 0 to 1: choose --at-least for ratings of this scale, or --implicit',
  )
})

it('of a run that did not note its scale, counts are still refused', () => {
  const early = { ...stars, range: undefined }
  expect(() => require([1, 99], early, { ...liking, values: 'counts' })).toThrow(
    'training of run, liked from 4',
  )
  const earliest = { ...early, kind: undefined }
  expect(() => require([1, 99], earliest, { ...liking, values: 'counts' })).toThrow('got values from 1 to 99')
  expect(() => require([1, 10], earliest)).not.toThrow()
  expect(trainedLikingLine('FILE', Float32Array.of(1, 10), liking, earliest)).toBe(
    'FILE: ratings from 1 to 10, liked from 4, as in the training of run, whose range of ratings is not known: choose with --at-least',
  )
  expect(() => require([1, 99], { ...early, kind: 'counts' }, { ...liking, values: 'counts' })).not.toThrow()
})

it('what counts as liked is said with the run that it comes from', () => {
  const values = Float32Array.of(1, 5)
  expect(trainedLikingLine('FILE', values, liking, stars)).toBe(
    'FILE: ratings from 1 to 5, liked from 4, as in the training of run: choose with --at-least',
  )
  const clicks = { run: 'run', kind: 'none', range: undefined, unread: [] } as const
  const all = { ...liking, implicit: true }
  expect(trainedLikingLine('FILE', values, all, clicks)).toBe(
    'FILE: ratings from 1 to 5, all are liked, as in the training of run, which had no ratings: choose with --at-least',
  )
  expect(() => requireTrainedScale('FILE', values, { values: 'ratings' }, all, clicks)).not.toThrow()
})
