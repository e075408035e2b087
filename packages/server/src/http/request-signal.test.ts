import { EventEmitter } from 'node:events'
import type { FastifyReply } from 'fastify'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requestSignal } from './request-signal'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([10_000, 2 ** 31, 40_000 * 60_000])('aborts after %d ms, and no sooner', (timeout) => {
  const signal = requestSignal({ raw: new EventEmitter() } as unknown as FastifyReply, timeout)
  vi.advanceTimersByTime(timeout - 1)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.reason).toMatchObject({ message: `no answer within ${timeout} ms: ask again later` })
})

it('waits no longer once the client has its answer', () => {
  const raw = Object.assign(new EventEmitter(), { writableFinished: true })
  const signal = requestSignal({ raw } as unknown as FastifyReply, 2 ** 40)
  raw.emit('close')
  expect([signal.aborted, vi.getTimerCount()]).toEqual([false, 0])
})
