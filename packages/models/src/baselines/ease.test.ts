import { inverseInThreads, lapackInverse } from '@hvamp/backends'
import type { Interactions } from '@hvamp/data'
import { expectClose } from '@hvamp/testing'
import { describe, expect, it } from 'vitest'
import { restore } from '../catalog/restore'
import { sliceUsers } from '../recommender/rows'
import { ease } from './ease'
import { drawnMatrix, interactionsOf, type Recorded, recordedCases } from './recorded.fixture'

interface Case {
  readonly lambda: number
  readonly B: Recorded
  readonly scores: Recorded
}
const cases = recordedCases<Case>('ease')

const lapack = await lapackInverse().catch(() => undefined)
const inverses = [
  ['its own inverse', undefined] as const,
  ['that of threads', inverseInThreads({ threads: 2 })] as const,
  ...(lapack ? [["the system's", lapack] as const] : []),
]

describe.each(cases)('%s', (_, { x, lambda, B, scores }) => {
  it.each(inverses)('has the recorded weights and scores, by %s', async (_, inverse) => {
    const model = ease({ l2: lambda }, inverse)
    const interactions = interactionsOf(x)
    await model.fit(interactions)
    const { weights } = (await model.state()).arrays
    expect(weights!.shape).toEqual(B.shape)
    expectClose(weights!.values, B.values, { rtol: 1e-5, atol: 1e-9 })
    expectClose(await model.score(interactions), scores.values, { rtol: 1e-5, atol: 1e-6 })
  })
})

describe('ease', () => {
  const interactions = interactionsOf(drawnMatrix(40, 25, 1))

  it('scores users that it was not fitted on, as a sum over their items', async () => {
    const model = ease({ l2: 5 })
    await model.fit(sliceUsers(interactions, 0, 30))
    const { weights } = (await model.state()).arrays
    const history = interactions.items.subarray(interactions.offsets[35], interactions.offsets[36])
    const expected = new Float64Array(25)
    for (const item of history) for (let j = 0; j < 25; j++) expected[j]! += weights!.values[item * 25 + j]!
    const scores = await model.score(sliceUsers(interactions, 30, 40))
    expectClose(scores.subarray(5 * 25, 6 * 25), expected)
    expectClose(await model.score(sliceUsers(interactions, 35, 36)), expected)
  })

  it('gives an empty history and an item that nobody has the score 0', async () => {
    const model = ease()
    await model.fit(interactionsOf({ shape: [2, 3], values: [1, 1, 0, 1, 0, 0] }))
    const scores = await model.score(interactionsOf({ shape: [2, 3], values: [0, 0, 0, 1, 1, 1] }))
    expect([...scores.subarray(0, 3)]).toEqual([0, 0, 0])
    expect(scores[5]).toBe(0)
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses l2 = %d', (l2) => {
    expect(() => ease({ l2 })).toThrow(`ease: l2 must be positive and finite, got ${l2}`)
  })

  it('has, with the inverse of another, the weights that it gives', async () => {
    const sizes: number[] = []
    const doubled = ease({ l2: 5 }, async (matrix, size) => {
      sizes.push(size)
      const identity = matrix.map((_, at) => (at % (size + 1) === 0 ? 1 : 0.5))
      matrix.set(identity)
    })
    await doubled.fit(interactions)
    expect(sizes).toEqual([25])
    const { values } = (await doubled.state()).arrays.weights!
    expect([values[0], values[1], values[25]]).toEqual([0, -0.5, -0.5])
    await expect(
      ease({}, async () => {
        throw new Error('no')
      }).fit(interactions),
    ).rejects.toThrow('no')
  })

  it.each(inverses)(
    'says how far the inverse is, and ends while it is computed, by %s',
    async (_, inverse) => {
      const size = 2200 // more than a block of the inverse
      const chain = Array.from({ length: size }, (_, item) => item)
      const wide: Interactions = {
        userCount: size,
        itemCount: size,
        offsets: Int32Array.from({ length: size + 1 }, (_, user) => 2 * user),
        items: Int32Array.from(chain.flatMap((item) => [item, (item + 1) % size])),
        userIds: chain.map((user) => `user${user}`),
        itemIds: chain.map((item) => `item${item}`),
      }
      const model = ease({ l2: 5 }, inverse)
      const controller = new AbortController()
      const stages: string[] = []
      const { stopped } = await model.fit(wide, {
        signal: controller.signal,
        onEvent(event) {
          if (event.type !== 'stage') return
          stages.push(event.stage)
          if (event.stage === 'inverse') controller.abort()
        },
      })
      expect(stopped).toBe('aborted')
      expect(stages.at(-1)).toBe('inverse')
    },
  )

  it('refuses a state of another shape or with options of another kind', async () => {
    const model = ease()
    await model.fit(interactions)
    const state = await model.state()
    const fewer = { ...state, itemIds: ['a', 'b'] }
    expect(() => restore(fewer)).toThrow("ease: 'weights' must have the shape [2,2], got [25,25]")
    expect(() => restore({ ...state, options: { l2: 'x' } })).toThrow(
      "ease: l2 must be positive and finite, got 'x'",
    )
  })
})
