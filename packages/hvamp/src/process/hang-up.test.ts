import { expect, it, vi } from 'vitest'
import { catchHangUp } from './hang-up'

it('does at each SIGHUP what it is told, at first what came before, and nothing after its release', () => {
  const others = process.listenerCount('SIGHUP')
  const hangUp = catchHangUp()
  process.emit('SIGHUP')
  process.emit('SIGHUP')
  const action = vi.fn()
  hangUp.does(action)
  expect(action).toHaveBeenCalledTimes(1)
  process.emit('SIGHUP')
  expect(action).toHaveBeenCalledTimes(2)
  hangUp.release()
  expect(process.listenerCount('SIGHUP')).toBe(others)
})
