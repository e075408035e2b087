import { useBackend } from '@hvamp/backends'
import { availableBackends } from '@hvamp/testing'
import { tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { weighScores } from '../recommender/score-scale'
import { multipliedScores } from './multiplied-scores'

describe.each(await availableBackends())('scores by weights on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('are those of one history by itself, finite, and NaN where a score is', async () => {
    const [scores, weights] = [
      Float32Array.of(2, -2, 81, -81, Number.NaN),
      Float32Array.of(4, 4, 3e37, 1e-37, 1),
    ]
    const found = await multipliedScores(tensor2d(scores, [1, 5]), weights, 'amount').data()
    weighScores(scores, weights, 'amount')
    expect([...found]).toEqual([...scores])
    expect([...found].map(Number.isFinite)).toEqual([true, true, true, true, false])
  })
})
