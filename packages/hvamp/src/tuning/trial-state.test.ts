import { summarize } from '@hvamp/metrics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunState } from '../planned/planned-run'
import { stateOfTrial } from './trial-state'

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })

/** A finished run whose test users have these values. */
function finished(ofUsers: readonly number[], validation = 0.5): RunState {
  return {
    state: 'finished',
    metrics: {
      ...{ finished: '', backend: 'wasm', epochs: 3, bestEpoch: 2, validation, trainingSeconds: 2 },
      test: {
        users: ofUsers.length,
        models: { ease: { metrics: { 'ndcg@100': summarize(ofUsers) }, itemCoverage: 0.5 } },
      },
    },
  }
}

describe('a trial of several folds', () => {
  it('has the mean and the error over the users of all folds', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), (folds) => {
        const state = stateOfTrial(folds.map((users) => finished(users)))
        const metrics = state.state === 'finished' ? state.metrics : undefined
        const { mean, standardError } = metrics!.test.models.ease!.metrics['ndcg@100']!
        const expected = summarize(folds.flat())
        expect(mean).toBeCloseTo(expected.mean, 10)
        expect(standardError).toBeCloseTo(expected.standardError, 10)
        expect(metrics!.test.users).toBe(folds.flat().length)
      }),
    )
  })

  it('validates by the mean of its folds, and takes the time of all', () => {
    const state = stateOfTrial([finished([1], 0.2), finished([0], 0.5)])
    expect(state).toMatchObject({
      metrics: { validation: 0.35, trainingSeconds: 4, epochs: 6, bestEpoch: null },
    })
  })

  it('is finished when all folds are, and has failed when one has', () => {
    const failed: RunState = { state: 'failed', reason: 'no memory' }
    expect(stateOfTrial([finished([1]), { state: 'waiting' }])).toEqual({ state: 'begun' })
    expect(stateOfTrial([{ state: 'waiting' }, { state: 'waiting' }])).toEqual({ state: 'waiting' })
    expect(stateOfTrial([finished([1]), failed, { state: 'begun' }])).toBe(failed)
    expect(stateOfTrial([failed])).toBe(failed)
  })

  it('is paused, with the mean of its validations, when all folds are or have ended before', () => {
    const paused: RunState = {
      state: 'paused',
      rung: { epochs: 2, bestEpoch: 1, validation: 0.4, trainingSeconds: 3 },
    }
    expect(stateOfTrial([finished([1], 0.2), paused])).toEqual({
      state: 'paused',
      rung: { epochs: 5, bestEpoch: null, validation: expect.closeTo(0.3, 12), trainingSeconds: 5 },
    })
    expect(stateOfTrial([paused, { state: 'begun' }])).toEqual({ state: 'begun' })
  })
})
