import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { idleWatch } from './idle-watch'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([10, 40_000])('passes after %d minutes without work, however many they are', async (minutes) => {
  const passed = vi.fn()
  const { busy, passed: passing, end } = idleWatch(minutes)
  void passing.then(passed)
  await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1)
  expect(passed).not.toHaveBeenCalled()
  await busy(async () => {})
  await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1)
  expect(passed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(passed).toHaveBeenCalled()
  end()
  expect(vi.getTimerCount()).toBe(0)
})
