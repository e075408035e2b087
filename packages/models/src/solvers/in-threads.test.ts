import { selectUsers, syntheticInteractions } from '@hvamp/data'
import { describe, expect, it } from 'vitest'
import { slim } from '../index'
import { inThreads } from './in-threads'

const { interactions } = syntheticInteractions({ users: 200, items: 90, interactionsPerUser: 12, seed: 7 })

describe('inThreads', () => {
  it.each([1, 3])(
    'solves with %i threads what one column after another gives, bit for bit',
    async (threads) => {
      const [model, other] = [slim({ l1: 0.3 }, inThreads({ threads })), slim({ l1: 0.3 })]
      const done: number[] = []
      await model.fit(interactions, {
        onEvent: (event) => event.type === 'stage' && event.stage === 'columns' && done.push(event.done),
      })
      await other.fit(interactions)
      expect(await model.state()).toEqual(await other.state())
      expect(done.at(-1)).toBe(interactions.itemCount)
    },
  )

  it('ends its threads when it is told to stop, and can be used again', async () => {
    const model = slim({}, inThreads({ threads: 2 }))
    const controller = new AbortController()
    const { stopped } = await model.fit(interactions, {
      signal: controller.signal,
      onEvent: () => controller.abort(),
    })
    expect(stopped).toBe('aborted')
    expect((await model.fit(selectUsers(interactions, [0, 1, 2]))).stopped).toBe('epochs')
  })

  it('fails with what failed in a thread', async () => {
    const solve = inThreads({ threads: 2 })({
      gram: new Float64Array(4),
      size: 2,
      l1: Symbol('none') as never,
      l2: 1,
    })
    await expect(solve.next()).rejects.toThrow('could not be cloned')
    const broken = inThreads({ threads: 2 })({
      gram: Float64Array.of(1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1),
      size: 2,
      l1: 0,
      l2: 0,
    })
    await expect(broken.next()).rejects.toThrow('must come to rest')
  })

  it.each([0, 1.5])('refuses %d threads', (threads) => {
    expect(() => inThreads({ threads })).toThrow(
      `inThreads: threads must be a positive integer, got ${threads}`,
    )
  })
})
