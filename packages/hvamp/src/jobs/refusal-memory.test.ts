import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refusalMemory } from './refusal-memory'
import type { RunJob } from './run-job'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const job = (change: Partial<RunJob>) => ({ data: 'a.csv', sha256: '0', folder: 'a', ...change }) as RunJob

it('other data are refused to all runs on them, and a lack of memory to one run, for a minute', () => {
  const memory = refusalMemory()
  expect(memory.recall(job({}))).toBeUndefined()
  memory.keep(job({}), { lack: 'data', reason: 'has other data' })
  memory.keep(job({ sha256: '1', folder: 'b' }), { lack: 'machine', reason: 'has no room' })
  const recalled = () => [
    memory.recall(job({ folder: 'c' })),
    memory.recall(job({ sha256: '1', folder: 'b' })),
    memory.recall(job({ sha256: '1', folder: 'd' })),
  ]
  expect(recalled()).toEqual(['has other data', 'has no room', undefined])
  vi.advanceTimersByTime(59_000)
  expect(recalled()).toEqual(['has other data', 'has no room', undefined])
  vi.advanceTimersByTime(2_000)
  expect(recalled()).toEqual([undefined, undefined, undefined])
})

it('a job of the same run with another backend, other options or data elsewhere is tried anew', () => {
  const memory = refusalMemory()
  const options = { model: 'ease', dataFolder: 'here' }
  const refused = job({ options, extra: { backend: 'webgpu' } })
  memory.keep(refused, { lack: 'machine', reason: 'has no GPU' })
  expect(memory.recall(job({ options, extra: { backend: 'webgpu' } }))).toBe('has no GPU')
  expect(memory.recall(job({ options, extra: { backend: 'wasm' } }))).toBeUndefined()
  expect(
    memory.recall(job({ options: { model: 'popularity' }, extra: { backend: 'webgpu' } })),
  ).toBeUndefined()
  memory.keep(refused, { lack: 'data', reason: 'has no data' })
  expect(memory.recall(job({ options: { ...options, l2: 5 }, folder: 'b' }))).toBe('has no data')
  expect(memory.recall(job({ options: { ...options, dataFolder: 'there' } }))).toBeUndefined()
})
