import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'
import type { Reload } from './service'
import { watchedSignature, watchRun } from './watch-run'

let end: () => void = () => {}
afterEach(() => end())

const model = { name: 'stand-in', version: '1', run: 'run', items: 3 }
const swapped: Reload = { result: 'swapped', model }
const refused = (isForceable: boolean): Reload => ({
  result: 'refused',
  reason: new Error('away'),
  isForceable,
})

/** Watches a run whose reloads end so, and then are swapped; gives the times of the calls, and whether each was again. */
async function watched(seconds: number, reloads: Reload[]) {
  let run = 'nowhere/one'
  const watched = { run: async () => run }
  const calls: { at: number; isAgain: boolean }[] = []
  end = watchRun(watched, await watchedSignature(watched), seconds, async (isAgain) => {
    calls.push({ at: performance.now(), isAgain })
    return reloads.shift() ?? swapped
  })
  return { calls, change: (to: string) => (run = to) }
}

it('tries what was refused again, less and less often, until it is taken', async () => {
  const { calls, change } = await watched(0.02, [refused(false), refused(false), refused(false)])
  await sleep(100)
  expect(calls).toEqual([])
  change('nowhere/two')
  await vi.waitFor(() => expect(calls).toHaveLength(4), 10_000)
  expect(calls.map(({ isAgain }) => isAgain)).toEqual([false, true, true, true])
  const pauses = calls.slice(1).map(({ at }, i) => at - calls[i]!.at)
  for (const [i, least] of [20, 40, 80].entries()) expect(pauses[i]).toBeGreaterThanOrEqual(least)
  await sleep(400)
  expect(calls).toHaveLength(4)
  change('nowhere/three')
  await vi.waitFor(() => expect(calls).toHaveLength(5), 10_000)
  expect(calls[4]!.isAgain).toBe(false)
})

it('tries again what a forced reload would take, too: a table may be half filled for a moment', async () => {
  const { calls, change } = await watched(0.01, [refused(true)])
  change('nowhere/two')
  await vi.waitFor(() => expect(calls).toHaveLength(2), 10_000)
  expect(calls[1]!.isAgain).toBe(true)
})

it('looks as seldom as it is told to, also where that is longer than a timer can be', async () => {
  const looks = vi.fn(async () => 'nowhere/one')
  end = watchRun({ run: looks }, '', 40_000 * 60, async () => swapped)
  await sleep(200)
  expect(looks).toHaveBeenCalledTimes(1)
})
