import { setImmediate } from 'node:timers/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { catchInterrupts, endingAtSignals, isAborted } from './interrupt'

afterEach(() => vi.restoreAllMocks())

it('work that a signal ends leaves it to what catches signals around it when the process ends', async () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  const seen: string[] = []
  const interrupt = catchInterrupts((name) => seen.push(name))
  try {
    const work = endingAtSignals(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
    )
    await setImmediate()
    process.emit('SIGTERM', 'SIGTERM')
    await expect(work).rejects.toBeDefined()
    expect([interrupt.code, seen]).toEqual([143, ['SIGTERM']])
    expect(kill).not.toHaveBeenCalled()
  } finally {
    interrupt.release()
  }
})

it('work that begins after a signal that others caught ends as work does that was under way', async () => {
  vi.spyOn(process, 'kill').mockReturnValue(true)
  const interrupt = catchInterrupts(() => {})
  try {
    process.emit('SIGTERM', 'SIGTERM')
    const work = endingAtSignals(async (signal) => signal.throwIfAborted())
    const error = await work.catch((reason: Error) => reason)
    expect(isAborted(new Error('orders could not be read', { cause: error }))).toBe(true)
    expect(isAborted(new Error('orders could not be read'))).toBe(false)
  } finally {
    interrupt.release()
  }
  await endingAtSignals(async (signal) => signal.throwIfAborted())
})
