import { type Interactions, syntheticInteractions } from '@hvamp/data'
import type { TrainingEvent } from '@hvamp/training'
import { describe, expect, it } from 'vitest'
import { restore } from '../catalog'
import type { Recommender } from '../recommender'
import { sliceUsers } from '../rows'
import { ease } from './ease'
import { slim } from './slim'
import { wmf } from './wmf'

const interactions = syntheticInteractions({
  users: 120,
  items: 60,
  interactionsPerUser: 10,
  seed: 2,
}).interactions
const train = sliceUsers(interactions, 0, 100)
const unseen = sliceUsers(interactions, 100, 120)

const models: [string, () => Recommender][] = [
  ['ease', () => ease({ l2: 20 })],
  ['slim', () => slim({ l1: 0.5 })],
  ['wmf', () => wmf({ factors: 8 })],
]

/** The same users with their items in another order. */
function reversed({ offsets, items, ...others }: Interactions): Interactions {
  const turned = items.slice()
  for (let user = 0; user < others.userCount; user++)
    turned.subarray(offsets[user], offsets[user + 1]).reverse()
  return { ...others, offsets, items: turned }
}

describe.each(models)('%s is a baseline that', (name, create) => {
  it('scores users it never saw, each as if alone', async () => {
    const model = create()
    await model.fit(train)
    const scores = await model.score(unseen)
    expect(scores.length).toBe(20 * interactions.itemCount)
    expect(scores.every(Number.isFinite)).toBe(true)
    const alone = await model.score(sliceUsers(unseen, 7, 8))
    expect(scores.subarray(7 * interactions.itemCount, 8 * interactions.itemCount)).toEqual(alone)
  })

  it('gives the same from the same, bit for bit, and does not look at values', async () => {
    const [one, other] = [create(), create()]
    await one.fit(train)
    await other.fit({
      ...train,
      values: train.items.length ? new Float32Array(train.items.length).fill(3) : undefined,
    })
    expect(await other.state()).toEqual(await one.state())
  })

  it('ranks alike whatever the order of the items of a history', async () => {
    const model = create()
    await model.fit(train)
    const scores = await model.score(unseen)
    const turned = await model.score(reversed(unseen))
    for (let i = 0; i < scores.length; i++) expect(Math.abs(turned[i]! - scores[i]!)).toBeLessThan(1e-5)
  })

  it('is the same after it was saved and restored', async () => {
    const model = create()
    await model.fit(train)
    const state = await model.state()
    expect(state.model).toBe(name)
    const restored = restore({ ...state, options: JSON.parse(JSON.stringify(state.options)) })
    expect(restored.itemIds).toEqual(interactions.itemIds)
    expect(await restored.score(unseen)).toEqual(await model.score(unseen))
    expect(await restored.state()).toEqual(state)
  })

  it('learns anew when it is fitted again', async () => {
    const model = create()
    await model.fit(sliceUsers(train, 0, 50))
    await model.fit(train)
    const other = create()
    await other.fit(train)
    expect(await model.state()).toEqual(await other.state())
  })

  it('says how far it is', async () => {
    const events: TrainingEvent[] = []
    await create().fit(train, { onEvent: (event) => events.push(event) })
    expect(events.length).toBeGreaterThan(0)
    for (const event of events)
      if (event.type === 'stage') expect(event.done).toBeLessThanOrEqual(event.total)
  })

  it('stays as it was when its signal is given', async () => {
    const model = create()
    const controller = new AbortController()
    const report = await model.fit(train, { signal: controller.signal, onEvent: () => controller.abort() })
    expect(report).toMatchObject({ bestEpoch: undefined, stopped: 'aborted' })
    expect(model.itemIds).toEqual([])
    await model.fit(train)
    const state = await model.state()
    expect((await model.fit(sliceUsers(train, 0, 50), { signal: AbortSignal.abort() })).stopped).toBe(
      'aborted',
    )
    expect(await model.state()).toEqual(state)
  })

  it('refuses what it cannot do, saying so', async () => {
    const model = create()
    await expect(model.score(unseen)).rejects.toThrow(`${name}: must be fitted before it is asked for scores`)
    await expect(model.state()).rejects.toThrow(`${name}: must be fitted before it is saved`)
    await expect(model.fit(sliceUsers(train, 0, 0))).rejects.toThrow(
      `${name}.fit: interactions must have users and items, got 0 and ${train.itemCount}`,
    )
    await model.fit(train)
    const others = { ...unseen, itemCount: 61 }
    await expect(model.score(others)).rejects.toThrow(
      `${name}: histories must have the model's ${train.itemCount} items, got 61`,
    )
    const state = await model.state()
    for (const array of Object.keys(state.arrays)) {
      const { [array]: gone, ...left } = state.arrays
      expect(() => restore({ ...state, arrays: left })).toThrow(`${name}: '${array}' is missing`)
      const values = gone!.values.slice()
      values[1] = Number.NaN
      expect(() =>
        restore({ ...state, arrays: { ...state.arrays, [array]: { shape: gone!.shape, values } } }),
      ).toThrow(`${name}: '${array}' must be finite, got NaN at 1`)
    }
  })
})
