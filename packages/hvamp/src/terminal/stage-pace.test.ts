import { expect, it } from 'vitest'
import { stagePace, stagesLeft } from './stage-pace'

/** The events that are reported of some, each at its second. */
function reported(
  events: readonly (readonly [second: number, done: number, total: number, stage?: string])[],
) {
  let time = 0
  const isTime = stagePace(10, () => 1000 * time)
  return events
    .filter(([second, done, total, stage = 'items']) => {
      time = second
      return isTime({ type: 'stage', stage, done, total })
    })
    .map(([second]) => second)
}

it('reports the begin of a stage, one event an interval, and its end, however soon that comes', () => {
  const events = [0, 4, 9, 11, 14, 20, 22].map((second) => [second, second, 22] as const)
  expect(reported(events)).toEqual([0, 11, 22])
  expect(
    reported([
      [0, 0, 5],
      [1, 5, 5],
      [2, 0, 3, 'next'],
      [3, 3, 3, 'next'],
    ]),
  ).toEqual([0, 1, 2, 3])
})

it('reports the end once, and no more than one an interval of a stage whose total nobody knows', () => {
  expect(
    reported([
      [0, 0, 5],
      [1, 5, 5],
      [2, 5, 5],
    ]),
  ).toEqual([0, 1])
  expect(reported([0, 3, 6, 9, 12, 15].map((second) => [second, second, second] as const))).toEqual([0, 12])
})

it('knows no end of a stage without a total', () => {
  let time = 0
  const now = () => 1000 * time
  const [isTime, left] = [stagePace(10, now), stagesLeft(now)]
  const told = [0, 2, 12].map((second) => {
    time = second
    const event = { type: 'stage', stage: 'rows', done: 100 * second } as const
    return [isTime(event), left(event)]
  })
  expect(told).toEqual([
    [true, undefined],
    [false, undefined],
    [true, undefined],
  ])
})
