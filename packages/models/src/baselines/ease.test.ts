import { expectClose } from '@hvamp/testing'
import type { TrainingEvent } from '@hvamp/training'
import { describe, expect, it } from 'vitest'
import { restore } from '../catalog'
import { sliceUsers } from '../rows'
import { ease } from './ease'
import { interactionsOf, type Recorded, recordedCases } from './recorded'

interface Case {
  readonly lambda: number
  readonly B: Recorded
  readonly scores: Recorded
}
const cases = recordedCases<Case>('ease')
const [, small] = cases.find(([file]) => file === 'ease.json') ?? cases[0]!

describe.each(cases)('%s', (_, { x, lambda, B, scores }) => {
  it('has the recorded weights and scores', async () => {
    const model = ease({ l2: lambda })
    const interactions = interactionsOf(x)
    await model.fit(interactions)
    const { weights } = (await model.state()).arrays
    expect(weights!.shape).toEqual(B.shape)
    expectClose(weights!.values, B.values, { rtol: 1e-5, atol: 1e-9 })
    expectClose(await model.score(interactions), scores.values, { rtol: 1e-5, atol: 1e-6 })
  })
})

describe('ease', () => {
  const interactions = interactionsOf(small.x)

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

  it('is the same after it was saved and restored', async () => {
    const model = ease({ l2: 3 })
    await model.fit(interactions)
    const state = await model.state()
    const restored = restore({ ...state, options: JSON.parse(JSON.stringify(state.options)) })
    expect(restored.itemIds).toEqual(interactions.itemIds)
    expect(await restored.score(interactions)).toEqual(await model.score(interactions))
    expect(await restored.state()).toEqual(state)
  })

  it('says how far it is, and stays as it was when it is stopped', async () => {
    const model = ease()
    const events: TrainingEvent[] = []
    const controller = new AbortController()
    const report = await model.fit(interactions, {
      signal: controller.signal,
      onEvent(event) {
        events.push(event)
        controller.abort()
      },
    })
    expect(report).toEqual({ epochs: [], bestEpoch: undefined, stopped: 'aborted' })
    expect(events).toEqual([{ type: 'stage', stage: 'inverse', done: 25, total: 25 }])
    expect(model.itemIds).toEqual([])
    await expect(model.score(interactions)).rejects.toThrow(
      'ease: must be fitted before it is asked for scores',
    )
    expect((await model.fit(interactions)).stopped).toBe('epochs')
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses l2 = %d', (l2) => {
    expect(() => ease({ l2 })).toThrow(`ease: l2 must be positive and finite, got ${l2}`)
  })

  it('refuses what does not fit', async () => {
    const model = ease()
    await expect(model.state()).rejects.toThrow('ease: must be fitted before it is saved')
    await expect(model.fit(sliceUsers(interactions, 0, 0))).rejects.toThrow(
      'ease.fit: interactions must have users and items, got 0 and 25',
    )
    await model.fit(interactions)
    const other = interactionsOf({ shape: [1, 2], values: [1, 0] })
    await expect(model.score(other)).rejects.toThrow("ease: histories must have the model's 25 items, got 2")
    const state = await model.state()
    const values = Float32Array.of(0, Number.NaN, 0, 0)
    const broken = { ...state, itemIds: ['a', 'b'] }
    expect(() => restore(broken)).toThrow("ease: 'weights' must have the shape [2,2], got [25,25]")
    expect(() => restore({ ...broken, arrays: {} })).toThrow("ease: 'weights' is missing")
    expect(() => restore({ ...broken, arrays: { weights: { shape: [2, 2], values } } })).toThrow(
      "ease: 'weights' must be finite, got NaN at 1",
    )
    expect(() => restore({ ...state, options: { l2: 'x' } })).toThrow(
      'ease: l2 must be positive and finite, got x',
    )
  })
})
