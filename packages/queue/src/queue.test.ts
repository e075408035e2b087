import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { programOf } from '@hvamp/testing/program'
import { freePort, type TestServer } from '@hvamp/testing/server-process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { JobState, WorkOutcome } from './job'
import { type JobQueue, openQueue } from './open-queue'
import { queueServerKinds } from './servers.fixture'
import { type JobWorker, startWorker, type TakenJob, type WorkerOptions } from './start-worker'

describe.each(queueServerKinds)('a queue on $name', ({ name, missing, remembers, start, address }) => {
  const test = missing === undefined ? it : it.skip
  const why = missing === undefined ? '' : ` (skipped: ${missing})`
  let server: TestServer | undefined
  let at: string
  let queue: JobQueue
  const workers: JobWorker[] = []
  beforeAll(async () => {
    if (missing !== undefined) return
    server = await start()
    at = address(server)
    queue = await openQueue(at)
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  })
  afterAll(async () => {
    await queue?.close()
    await server?.stop()
  })

  async function begin(work: (job: TakenJob) => Promise<WorkOutcome>, options: Partial<WorkerOptions> = {}) {
    const worker = await startWorker(at, { lostAfter: 1, refusedFor: 0.2, ...options, work })
    workers.push(worker)
    return worker
  }
  /** Waits until a job is in a state. */
  async function until<Name extends JobState['state']>(id: string, state: Name) {
    for (;;) {
      const found = await queue.stateOf(id)
      if (found.state === state) return found as JobState & { state: Name }
      await setTimeout(20)
    }
  }
  const done = async ({ work }: TakenJob): Promise<WorkOutcome> => ({ outcome: 'done', result: { of: work } })
  const hang = ({ signal, report }: TakenJob): Promise<WorkOutcome> => {
    report('begun')
    return new Promise((settle) => signal.addEventListener('abort', () => settle({ outcome: 'stopped' })))
  }

  test(`gives each job to one of several workers, and never takes the same id twice${why}`, async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `each-${i}`)
    const taken: string[] = []
    const take = async (job: TakenJob) => {
      taken.push(job.id)
      return done(job)
    }
    for (const id of ids) await queue.add({ id, work: id })
    for (const id of ids) await queue.add({ id, work: 'another' })
    await Promise.all([begin(take, { name: 'one' }), begin(take, { name: 'two', parallel: 2 })])
    for (const id of ids) expect(await until(id, 'done')).toEqual({ state: 'done', result: { of: id } })
    await queue.add({ id: 'each-0', work: 'after it was done' })
    expect(await queue.stateOf('each-0')).toEqual({ state: 'done', result: { of: 'each-0' } })
    expect(taken.toSorted()).toEqual(ids.toSorted())
  })

  test(`shows which worker has a job, what it reports, and why a job failed${why}`, async () => {
    expect(await queue.stateOf('shown')).toEqual({ state: 'missing' })
    await queue.add({ id: 'shown', work: null })
    expect(await queue.stateOf('shown')).toEqual({ state: 'waiting', refusals: [] })
    let fail: (reason: string) => void = () => {}
    const work = ({ report }: TakenJob) => {
      report({ epoch: 1 })
      report({ epoch: 2 })
      report({ epoch: 3 })
      return new Promise<WorkOutcome>((settle) => {
        fail = (reason) => settle({ outcome: 'failed', reason })
      })
    }
    await begin(work, { name: 'host:1' })
    let found = await until('shown', 'working')
    while ((found.report as { epoch: number })?.epoch !== 3) found = await until('shown', 'working')
    expect(found).toEqual({ state: 'working', worker: 'host:1', report: { epoch: 3 }, refusals: [] })
    fail('the loss is no number')
    expect(await until('shown', 'failed')).toEqual({ state: 'failed', reason: 'the loss is no number' })
  })

  test(`keeps a refused job for another worker, with the reasons${why}`, async () => {
    await queue.add({ id: 'refused', work: 7 })
    const refuse = async (): Promise<WorkOutcome> => ({ outcome: 'refused', reason: 'has other data' })
    await begin(refuse, { name: 'host:1' })
    await begin(async () => ({ outcome: 'refused', reason: 'has no room' }), { name: 'host:2' })
    let refusals: readonly unknown[] = []
    while (refusals.length < 2) {
      const found = await queue.stateOf('refused')
      if ('refusals' in found) refusals = found.refusals
      await setTimeout(20)
    }
    expect(refusals).toEqual(
      expect.arrayContaining([
        { worker: 'host:1', reason: 'has other data' },
        { worker: 'host:2', reason: 'has no room' },
      ]),
    )
    await begin(done, { name: 'host:3' })
    expect(await until('refused', 'done')).toEqual({ state: 'done', result: { of: 7 } })
  })

  test(`gives the job of a stopped worker to the next one at once${why}`, async () => {
    await queue.add({ id: 'stopped', work: 1 })
    const first = await begin(hang, { name: 'host:1', lostAfter: 2 }) // the servers look for lost jobs no sooner, also in the next test
    let { report } = await until('stopped', 'working')
    while (report === undefined) ({ report } = await until('stopped', 'working'))
    workers.pop()
    await first.stop()
    expect((await queue.stateOf('stopped')).state).toBe('waiting')
    let before: string | undefined
    await begin(async (job) => {
      before = job.before
      return done(job)
    })
    await until('stopped', 'done')
    expect(before).toBe('host:1')
  })

  test(`gives the job of a killed worker to another one${why}`, async () => {
    const program = await programOf(new URL('./hanging-worker.fixture.ts', import.meta.url))
    await queue.add({ id: 'killed', work: 1 })
    const killed = spawn(process.execPath, [program.path, at], {
      cwd: program.cwd,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(killed.stdout, 'data')
    killed.kill('SIGKILL')
    await begin(done, { lostAfter: 0.5 })
    expect(await until('killed', 'done')).toEqual({ state: 'done', result: { of: 1 } })
    await program.remove()
  })

  test(`takes out a job that waits, and stops the worker that has one${why}`, async () => {
    await queue.add({ id: 'waits', work: 1 })
    await queue.cancel('waits')
    expect(await queue.stateOf('waits')).toEqual({ state: 'missing' })
    await queue.cancel('waits')
    let reason: unknown
    await begin(async (job) => {
      const outcome = await hang(job)
      reason = job.signal.reason
      return outcome
    })
    await queue.add({ id: 'works', work: 1 })
    await until('works', 'working')
    await queue.cancel('works')
    await until('works', 'missing')
    expect(reason).toBe('cancelled')
  })

  test(`gives a job that waits other work, at its place, and none to one that a worker has${why}`, async () => {
    expect(await queue.renew({ id: 'renewed', work: 1 })).toBe(false)
    expect(await queue.stateOf('renewed')).toEqual({ state: 'missing' })
    await queue.add({ id: 'renewed', work: { threads: 1 } })
    await queue.add({ id: 'after-it', work: null })
    expect(await queue.renew({ id: 'renewed', work: { threads: 2, minutes: undefined } })).toBe(false)
    expect(await queue.stateOf('renewed')).toEqual({ state: 'waiting', refusals: [] })
    const taken: unknown[] = []
    let end = () => {}
    await begin(async (job) => {
      taken.push(job.work)
      const ended = new Promise<void>((resolve) => {
        end = resolve
      })
      await Promise.race([ended, hang(job)])
      return done(job)
    })
    await until('renewed', 'working')
    expect(await queue.renew({ id: 'renewed', work: { threads: 2 } })).toBe(false)
    expect(await queue.renew({ id: 'renewed', work: { threads: 3 } })).toBe(true)
    end()
    expect(await until('renewed', 'done')).toEqual({ state: 'done', result: { of: { threads: 2 } } })
    expect(await queue.renew({ id: 'renewed', work: { threads: 3 } })).toBe(false)
    expect(await queue.stateOf('renewed')).toEqual({ state: 'done', result: { of: { threads: 2 } } })
    await until('after-it', 'working')
    end()
    await until('after-it', 'done')
    expect(taken).toEqual([{ threads: 2 }, null])
  })

  test(`gives a job that waits work made from what it has, and leaves it where that is the same${why}`, async () => {
    await queue.add({ id: 'renewed-from', work: { threads: 1, minutes: 30 } })
    const from: unknown[] = []
    const withThreads = (threads: number) => (stored: unknown) => {
      from.push(stored)
      return { ...(stored as object), threads }
    }
    const renew = (threads: number) => queue.renew({ id: 'renewed-from', work: null }, withThreads(threads))
    expect(await renew(2)).toBe(false)
    expect(await renew(2)).toBe(false)
    await begin((job) => Promise.race([hang(job), setTimeout(500).then(() => done(job))]))
    await until('renewed-from', 'working')
    expect(await renew(2)).toBe(false)
    expect(await renew(3)).toBe(true)
    const work = { threads: 2, minutes: 30 }
    expect(from).toEqual([{ threads: 1, minutes: 30 }, work, work, work])
    expect(await until('renewed-from', 'done')).toEqual({ state: 'done', result: { of: work } })
  })

  test(`forgets why workers refused a job that has other work by now${why}`, async () => {
    const refusing = await begin(async () => ({ outcome: 'refused', reason: 'has no room' }))
    await queue.add({ id: 'renewed-refused', work: 1 })
    for (let refusals: readonly unknown[] = []; refusals.length === 0; await setTimeout(20)) {
      const found = await queue.stateOf('renewed-refused')
      if ('refusals' in found) refusals = found.refusals
    }
    workers.pop()
    await refusing.stop()
    await queue.renew({ id: 'renewed-refused', work: 2 })
    expect(await queue.stateOf('renewed-refused')).toEqual({ state: 'waiting', refusals: [] })
    await begin(done)
    expect(await until('renewed-refused', 'done')).toEqual({ state: 'done', result: { of: 2 } })
  })

  test(`outlives a crash of its server${why}`, async () => {
    const reasons: unknown[] = []
    await begin(async (job) => {
      if (reasons.length > 0) return done(job)
      const inTime = setTimeout(3000, { outcome: 'done', result: { of: job.work } } as WorkOutcome)
      const outcome = await Promise.race([hang(job), inTime])
      reasons.push(job.signal.reason ?? 'in time')
      return outcome
    })
    await queue.add({ id: 'crash', work: 1 })
    await until('crash', 'working')
    await server!.crash()
    for (let found: JobState | undefined; found?.state !== 'done'; ) {
      found = await queue.stateOf('crash').catch(() => undefined)
      if (found?.state === 'missing') await queue.add({ id: 'crash', work: 1 })
      await setTimeout(20)
    }
    expect(reasons).toEqual([remembers ? expect.stringMatching(/^(in time|lost)$/) : 'lost'])
    expect(await queue.stateOf('crash')).toEqual({ state: 'done', result: { of: 1 } })
  })

  test(`a job whose end the server cannot store has failed, and the worker goes on${why}`, async () => {
    const cycle: { own?: unknown } = {}
    cycle.own = cycle
    const results = { bigint: 1n, cycle, nul: { x: 'a\0b' }, half: ['\ud83d'] }
    const long = `${'x'.repeat(1999)}😀 and more`
    const thrown: readonly unknown[] = [new Error(), new TypeError('no loss'), 'text', undefined]
    await begin(
      async ({ id }) => {
        const [kind, which = ''] = id.split('-')
        if (kind === 'result') return { outcome: 'done', result: results[which as keyof typeof results] }
        if (kind === 'thrown') throw thrown[Number(which)]
        if (kind === 'none') return { outcome: which } as never
        if (kind === 'failed') return { outcome: 'failed', reason: which === 'nul' ? "got 'a\0b'" : '' }
        return { outcome: 'refused', reason: long }
      },
      { parallel: 20 },
    )
    const ids = [
      ...Object.keys(results).map((key) => `result-${key}`),
      ...thrown.map((_, i) => `thrown-${i}`),
      ...['failed-nul', 'failed-empty', 'refused-long', 'none-finished'],
    ]
    for (const id of ids) await queue.add({ id, work: 1 })
    const reasonOf = async (id: string) => (await until(id, 'failed')).reason
    expect(await reasonOf('result-bigint')).toMatch(
      /^the result must be a value that JSON can hold, got one that it cannot: .*BigInt/,
    )
    expect(await reasonOf('result-cycle')).toMatch(
      /^the result must be a value that JSON can hold, got one that it cannot: .*circular/,
    )
    for (const key of ['nul', 'half'] as const) {
      if (name === 'Redis') expect((await until(`result-${key}`, 'done')).result).toEqual(results[key])
      else expect(await reasonOf(`result-${key}`)).toMatch(/^the server refused the result: /)
    }
    const reasons = await Promise.all(thrown.map((_, i) => reasonOf(`thrown-${i}`)))
    expect(reasons).toEqual(['Error', 'no loss', 'text', 'undefined'])
    expect(await reasonOf('failed-nul')).toBe("got 'a\ufffdb'")
    expect(await reasonOf('none-finished')).toBe(
      "the outcome must be one of done, failed, refused, stopped, got 'finished'",
    )
    expect(await reasonOf('failed-empty')).toBe('failed without a reason')
    for (let refusals: readonly unknown[] = []; refusals.length === 0; ) {
      const found = await queue.stateOf('refused-long')
      if ('refusals' in found) refusals = found.refusals
      if (refusals.length > 0)
        expect(refusals).toEqual([{ worker: expect.any(String), reason: `${'x'.repeat(1999)}…` }])
    }
    await queue.cancel('refused-long')
  })

  test(`takes no job without an id, or with one of other characters${why}`, async () => {
    for (const id of ['', 'a b', 'a:b', 'a\0', undefined as never]) {
      await expect(queue.add({ id, work: 1 })).rejects.toThrow(
        /^queue: the id of a job must be a text of letters, digits and hyphens, got /,
      )
    }
  })

  test(`refuses a time after which jobs are lost that a timer cannot take${why}`, async () => {
    for (const lostAfter of [0, 2_147_484, Number.NaN]) {
      await expect(begin(done, { lostAfter })).rejects.toThrow(
        `startWorker: lostAfter must be above 0 and at most 2147483 seconds, got ${lostAfter}`,
      )
    }
  })

  test(`refuses a wrong password, and a server that is not there, without the password in the error${why}`, async () => {
    const wrong = address(server!, 'wrong-one')
    for (const [given, message] of [
      [wrong, name === 'Redis' ? /WRONGPASS|NOAUTH/ : /password authentication failed/],
      [wrong.replace(/:\d+(?=$|\/)/, `:${await freePort()}`), /ECONNREFUSED/],
    ] as const) {
      const error = await openQueue(given).then(
        () => new Error('none'),
        (thrown: Error) => thrown,
      )
      expect(error.message).toMatch(message)
      expect(error.message).toMatch(/^(redis|postgres):\/\/(shop@)?127\.0\.0\.1/)
      expect(error.message).not.toContain('wrong-one')
    }
  })

  test(`a worker stops, in some seconds, also where its server is gone${why}`, async () => {
    const own = await start()
    const there = await openQueue(address(own))
    const begun = new Promise<void>((resolve) => {
      const work = (job: TakenJob) => {
        resolve()
        return hang(job)
      }
      startWorker(address(own), { lostAfter: 1, work }).then((worker) => workers.push(worker))
    })
    await there.add({ id: 'gone', work: 1 })
    await begun
    const worker = workers.pop()!
    await own.stop()
    await worker.stop()
    await there.close()
  })
})
