import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { callAfter } from './call-after'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([1, 90_000, 2 ** 31 - 1, 2 ** 31, 40_000 * 60_000, 3 * 2 ** 31 + 7])(
  'calls back once, after %d ms and no sooner',
  (milliseconds) => {
    const call = vi.fn()
    callAfter(milliseconds, call)
    vi.advanceTimersByTime(milliseconds - 1)
    expect(call).toHaveBeenCalledTimes(0)
    vi.advanceTimersByTime(1)
    expect(call).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(2 ** 31)
    expect(call).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  },
)

it('does not call back once it was ended, in whichever part of a long time', () => {
  const call = vi.fn()
  const end = callAfter(2 ** 32, call)
  vi.advanceTimersByTime(2 ** 31 + 1)
  end()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(2 ** 32)
  expect(call).not.toHaveBeenCalled()
})

it('refuses an option that does not exist', () => {
  expect(() => callAfter(1, () => {}, { keep: true } as never)).toThrow('callAfter: options')
})
