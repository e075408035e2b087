import { describe, expect, it } from 'vitest'
import { stopReason } from './stop-reason'

describe('stopReason', () => {
  const options = { epochs: 10, patience: 3, patienceFrom: 0 }

  it('is undefined until the last epoch is done', () => {
    expect(stopReason(9, 9, options)).toBeUndefined()
    expect(stopReason(10, 10, options)).toBe('epochs')
    expect(stopReason(12, 10, options)).toBe('epochs')
  })

  it('is patience after so many epochs that were not better than the best', () => {
    expect(stopReason(4, 2, options)).toBeUndefined()
    expect(stopReason(5, 2, options)).toBe('patience')
  })

  it('counts only the epochs after patienceFrom', () => {
    const later = { ...options, patienceFrom: 5 }
    expect(stopReason(7, 1, later)).toBeUndefined()
    expect(stopReason(8, 1, later)).toBe('patience')
    expect(stopReason(8, 6, later)).toBeUndefined()
    expect(stopReason(9, 6, later)).toBe('patience')
  })

  it('never is patience without one', () => {
    expect(stopReason(9, 1, { epochs: 10, patienceFrom: 0 })).toBeUndefined()
  })
})
