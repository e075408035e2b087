import { useBackend } from '@hvamp/backends'
import { type Interactions, selectUsers, syntheticInteractions } from '@hvamp/data'
import { expectClose } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import type { TrainingEvent } from '@hvamp/training'
import { beforeAll, describe, expect, it } from 'vitest'
import { ease, ials, itemKnn, type Recommender, rdlae, restore, slim, userKnn, wmf } from '../index'

const { interactions } = syntheticInteractions({ users: 90, items: 70, interactionsPerUser: 9, seed: 4 })
const usersBetween = (from: number, to: number) =>
  selectUsers(
    interactions,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
const train = usersBetween(0, 70)
const strangers = usersBetween(70, 90)

const models: Readonly<Record<string, () => Recommender>> = {
  ease: () => ease({ l2: 20 }),
  ials: () => ials({ factors: 8, blockSize: 4 }),
  'item-knn': () => itemKnn({ neighbours: 10 }),
  rdlae: () => rdlae({ l2: 20 }),
  slim: () => slim({ l1: 0.5 }),
  'user-knn': () => userKnn({ neighbours: 10 }),
  wmf: () => wmf({ factors: 8 }),
}

describe('baselines', () => {
  beforeAll(() => useBackend('cpu'))
  for (const [name, create] of Object.entries(models)) describeRecommender(name, create)
})

/** The same users with the items of each in another order. */
function turned({ offsets, items, ...others }: Interactions): Interactions {
  const backwards = items.slice()
  for (let user = 0; user < others.userCount; user++)
    backwards.subarray(offsets[user], offsets[user + 1]).reverse()
  return { ...others, offsets, items: backwards }
}

describe.each(Object.entries(models))('%s', (name, create) => {
  it('scores alike whatever the order of the items of a history', async () => {
    const model = create()
    await model.fit(train)
    expectClose(await model.score(turned(strangers)), await model.score(strangers), {
      rtol: 1e-5,
      atol: 1e-5,
    })
  })

  it('learns anew when it is fitted again', async () => {
    const [model, other] = [create(), create()]
    await model.fit(usersBetween(0, 40))
    await model.fit(train)
    await other.fit(train)
    expect(await model.state()).toEqual(await other.state())
  })

  it('keeps nothing of the interactions it was fitted on', async () => {
    const model = create()
    const own = { ...train, offsets: train.offsets.slice(), items: train.items.slice() }
    await model.fit(own)
    const before = await model.score(strangers)
    own.items.fill(0)
    expect(await model.score(strangers)).toEqual(before)
  })

  it('says how far it is, to the end of each stage and never beyond', async () => {
    const events: TrainingEvent[] = []
    await create().fit(train, { onEvent: (event) => events.push(event) })
    const stages = events.filter((event) => event.type === 'stage')
    expect(stages.every(({ done, total }) => done <= total)).toBe(true)
    const ends = stages.filter(({ stage, done }, i) => {
      const next = stages[i + 1]
      return next === undefined || next.stage !== stage || next.done <= done
    })
    expect(ends.map(({ stage, done }) => [stage, done])).toEqual(
      ends.map(({ stage, total }) => [stage, total]),
    )
    if (name !== 'user-knn') expect(events.length).toBeGreaterThan(0)
  })

  it('stays as it was when it is told to stop', async () => {
    const model = create()
    await model.fit(train)
    const before = await model.state()
    const { stopped, epochs } = await model.fit(usersBetween(0, 40), { signal: AbortSignal.abort() })
    expect({ stopped, epochs }).toEqual({ stopped: 'aborted', epochs: [] })
    expect(await model.state()).toEqual(before)
  })

  it('is not restored from arrays that are missing or not finite', async () => {
    const model = create()
    await model.fit(train)
    const state = await model.state()
    for (const [array, { shape, values }] of Object.entries(state.arrays)) {
      const { [array]: _, ...left } = state.arrays
      expect(() => restore({ ...state, arrays: left })).toThrow(`${name}: '${array}' is missing`)
      const broken = { shape, values: values.with(1, Number.NaN) }
      expect(() => restore({ ...state, arrays: { ...state.arrays, [array]: broken } })).toThrow(
        `${name}: '${array}' must be finite, got NaN at 1`,
      )
    }
  })

  it('refuses options that it does not know, in a file too', async () => {
    const model = create()
    await model.fit(train)
    const state = await model.state()
    expect(() => restore({ ...state, options: { ...state.options, depth: 3 } })).toThrow(
      `${name}: must not have 'depth'`,
    )
  })
})
