import { interactionsFrom } from '@hvamp/data'
import { ease, recommend } from '@hvamp/models'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine, Question } from './engine'
import { fittedEase } from './fitted-ease.fixture'
import { modelEngine } from './model-engine'
import { proveEngine } from './prove-engine'

const model = await fittedEase()
let engine: Engine
beforeAll(() => {
  engine = modelEngine(model, { name: 'ease', version: '1', run: 'memory', items: model.itemIds.length })
})
afterAll(() => engine.close())

const ids = fc.uniqueArray(fc.constantFrom(...model.itemIds, 'unheard of', 'Ω'), { maxLength: 12 })
const question: fc.Arbitrary<Question> = fc.record({
  kind: fc.constant('recommend' as const),
  history: ids,
  count: fc.integer({ min: 1, max: 40 }),
  seen: fc.constantFrom('exclude' as const, 'keep' as const),
})

it('answers many questions together as the library answers each alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 8 }), async (questions) => {
      const outcomes = await engine.answer(questions)
      for (const [i, { history, count, seen }] of questions.entries()) {
        const known = history.filter((id) => model.itemIds.includes(id))
        const alone = { ...interactionsFrom([]), userCount: 1, userIds: ['you'] }
        const histories = {
          ...alone,
          itemCount: model.itemIds.length,
          itemIds: model.itemIds,
          offsets: Int32Array.of(0, known.length),
          items: Int32Array.from(known, (id) => model.itemIds.indexOf(id)),
        }
        const [list] = await recommend(model, histories, { count, seen })
        const unknownItems = history.filter((id) => !model.itemIds.includes(id))
        expect(outcomes[i]).toEqual({ answer: { items: list!.items, unknownItems } })
      }
    }),
    { numRuns: 50 },
  )
})

it('counts an item that a history has twice once', async () => {
  const [id] = model.itemIds
  const ask = (history: string[]) =>
    engine.answer([{ kind: 'recommend', history, count: 5, seen: 'exclude' }])
  expect(await ask([id!, id!])).toEqual(await ask([id!]))
})

it('refuses a model that was not fitted', () => {
  expect(() => modelEngine(ease(), { name: 'ease', version: '1', run: 'memory', items: 0 })).toThrow(
    "modelEngine: the model must be fitted, got 'ease' without items",
  )
})

it('a model whose scores are no numbers does not pass the trial', async () => {
  const spoilt = {
    ...model,
    itemIds: model.itemIds,
    async score({ userCount, itemCount }: { userCount: number; itemCount: number }) {
      return new Float32Array(userCount * itemCount).fill(Number.POSITIVE_INFINITY)
    },
  }
  const bad = modelEngine(spoilt, {
    name: 'ease',
    version: '1',
    run: 'runs/bad',
    items: model.itemIds.length,
  })
  await expect(proveEngine(bad, model.itemIds)).rejects.toThrow(
    'runs/bad: ease 1: scores must be finite, got Infinity',
  )
  await proveEngine(engine, model.itemIds)
})
