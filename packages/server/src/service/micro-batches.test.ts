import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answerOf, question, type StandIn, standIn } from '../engine/stand-in.fixture'
import { isUnavailable } from '../engine/unavailable'
import { type MicroBatches, microBatches } from './micro-batches'

interface Started extends MicroBatches {
  readonly shed: number[]
}

function batchesOf(engine: StandIn | undefined, { size = 10, window = 0, mostWaiting = 100 } = {}): Started {
  const shed: number[] = []
  const batches = microBatches({
    engine: () => engine,
    size,
    window,
    mostWaiting,
    onPass: () => {},
    onShed: ({ questions }) => void shed.push(questions),
  })
  return Object.assign(Object.create(batches) as MicroBatches, { shed })
}

const countsOf = ({ outcomes }: Awaited<ReturnType<MicroBatches['ask']>>) =>
  outcomes.map((outcome) => answerOf(outcome).score)

it('gives each request its own answers, in passes that are full but for the last and split no request', async () => {
  const requests = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(requests, fc.integer({ min: 1, max: 3 }), async (sizes, parallel) => {
      const engine = standIn('a', { parallel })
      const batches = batchesOf(engine, { size: 10, mostWaiting: 1000 })
      let next = 1
      const asked = sizes.map((size) => Array.from({ length: size }, () => next++))
      const answers = await Promise.all(asked.map((counts) => batches.ask(counts.map(question))))
      expect(answers.map(countsOf)).toEqual(asked)
      for (const call of engine.calls) expect(call).toBeLessThanOrEqual(12)
      expect(engine.calls.filter((call) => call > 10).length).toBeLessThanOrEqual(
        sizes.filter((size) => size > 10).length,
      )
      expect(engine.calls.reduce((sum, call) => sum + call)).toBe(next - 1)
    }),
  )
})

it('answers together what comes in one turn of the event loop, and what gathers while the engine is busy', async () => {
  const engine = standIn('a', { held: true })
  const batches = batchesOf(engine)
  const first = [1, 2, 3].map((count) => batches.ask([question(count)]))
  await sleep(5)
  const second = [4, 5].map((count) => batches.ask([question(count)]))
  await sleep(5)
  expect(engine.calls).toEqual([3])
  engine.release()
  await Promise.all([...first, ...second])
  expect(engine.calls).toEqual([3, 2])
})

it('an idle engine waits for company as long as the window, and no longer once a pass is full', async () => {
  const engine = standIn('a')
  const patient = batchesOf(engine, { window: 60_000, size: 3 })
  const asked = [1, 2].map((count) => patient.ask([question(count)]))
  await sleep(20)
  expect(engine.calls).toEqual([])
  await Promise.all([...asked, patient.ask([question(3)])])
  expect(engine.calls).toEqual([3])

  const brief = batchesOf(engine, { window: 20 })
  const one = brief.ask([question(1)])
  await sleep(0)
  await Promise.all([one, brief.ask([question(2)])])
  expect(engine.calls).toEqual([3, 2])
})

it('turns away what is more than may wait, says for how long, and keeps answering the rest', async () => {
  const engine = standIn('a', { held: true })
  const batches = batchesOf(engine, { size: 2, mostWaiting: 5 })
  const begun = [1, 2].map((count) => batches.ask([question(count)]))
  await sleep(5)
  const waiting = [3, 4, 5, 6, 7].map((count) => batches.ask([question(count)]))
  const refused = await batches.ask([question(8)]).catch((error: unknown) => error)
  expect(isUnavailable(refused) && refused.retryAfter).toBe(1)
  expect(String(refused)).toBe('Error: at most 5 questions may wait, got 5 already')
  expect(batches.shed).toEqual([1])
  engine.release()
  expect((await Promise.all([...begun, ...waiting])).flatMap(countsOf)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(batches.waiting).toBe(0)
})

it('drops what nobody waits for any more', async () => {
  const engine = standIn('a', { held: true })
  const batches = batchesOf(engine, { size: 1 })
  const begun = batches.ask([question(1)])
  await sleep(5)
  const gone = new AbortController()
  const dropped = batches.ask([question(2)], { signal: gone.signal })
  const last = batches.ask([question(3)])
  gone.abort(new Error('gone'))
  await expect(dropped).rejects.toThrow('gone')
  engine.release()
  expect((await Promise.all([begun, last])).flatMap(countsOf)).toEqual([1, 3])
  expect(engine.calls).toEqual([1, 1])
  await expect(batches.ask([question(4)], { signal: gone.signal })).rejects.toThrow('gone')
})

it('a failure of the engine reaches those who asked, and no others', async () => {
  const engine = standIn('a')
  const answer = engine.answer
  const failing = Object.assign(engine, {
    answer: (questions: Parameters<typeof answer>[0]) =>
      questions.some((each) => 'count' in each && each.count === 2)
        ? Promise.reject(new Error('out of memory'))
        : answer(questions),
  })
  const batches = batchesOf(failing, { size: 1 })
  const results = await Promise.allSettled([1, 2, 3].map((count) => batches.ask([question(count)])))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('says that no model is ready where none is', async () => {
  await expect(batchesOf(undefined).ask([question(1)])).rejects.toMatchObject({ code: 'HVAMP_UNAVAILABLE' })
})
