import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { engine } from './engine'
import { defaultSizes } from './training-plan'

it('ends a training after its updates have come to the page, however long their way', async () => {
  const here = engine()
  await here.makeUp()
  const come: string[] = []
  const plan = { ...defaultSizes(2000), model: 'item-knn', gated: false, backend: 'auto' } as const
  const outcome = await here.train(plan, async ({ type }) => {
    await setTimeout(1000)
    come.push(type)
  })
  expect(outcome.results.rows).toHaveLength(2)
  expect([come[0], come.at(-1)]).toEqual(['start', 'test'])
})
