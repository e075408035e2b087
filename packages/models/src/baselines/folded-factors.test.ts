import { rowSolverInThreads, useBackend } from '@hvamp/backends'
import { selectUsers } from '@hvamp/data'
import { random } from '@hvamp/random'
import type { StartRowSolver } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { restore } from '../catalog/restore'
import { sliceUsers } from '../recommender/rows'
import type { Scorer } from './baseline'
import { foldedFactors } from './folded-factors'
import { drawnMatrix, interactionsOf } from './recorded.fixture'

const histories = interactionsOf(drawnMatrix(12, 30, 1))
const ofOne = (user: number) => selectUsers(histories, [user])

function learned(factorCount: number) {
  const itemFactors = random(3).normals(30 * factorCount)
  return { itemFactors, factorCount, weight: 9, target: 10, ridge: (ones: number) => 1 + ones }
}

async function scoresOf(scorer: Scorer, of = histories): Promise<Float32Array> {
  if (!('scoresOf' in scorer)) throw new Error('must score batches')
  return scorer.scoresOf(of)
}

describe('foldedFactors', () => {
  beforeAll(() => useBackend('wasm'))

  it('scores many by the backend as it scores each of them here, in double precision', async () => {
    const scorer = foldedFactors(learned(7))
    const before = memory().numTensors
    const scores = await scoresOf(scorer)
    expect(memory().numTensors).toBe(before)
    const { itemFactors } = learned(7)
    for (let user = 0; user < histories.userCount; user++) {
      const own = scores.subarray(user * 30, (user + 1) * 30)
      expectClose(own, await scoresOf(scorer, ofOne(user)), { rtol: 1e-5, atol: 1e-6 })
      const vector = await scorer.vectorsOf!(ofOne(user))
      const expected = Array.from(own, (_, item) =>
        vector.reduce((sum, value, i) => sum + value * itemFactors[item * 7 + i]!, 0),
      )
      expectClose(own, expected, { rtol: 1e-5, atol: 1e-6 })
    }
  })

  it('solves in threads, where they are given and pay, to the same bits', async () => {
    let started = 0
    const rowSolver: StartRowSolver = (method) => {
      started++
      return rowSolverInThreads({ threads: 2 })(method)
    }
    const state = {
      model: 'wmf',
      options: { factors: 950 },
      itemIds: histories.itemIds,
      arrays: { itemFactors: { shape: [30, 950], values: learned(950).itemFactors } },
    }
    const [threaded, here] = [restore(state, { resources: { rowSolver } }), restore(state)]
    const several = sliceUsers(histories, 0, 4)
    expect(ofOne(3).items.length).toBeLessThan(30)
    expect(several.items.length).toBeGreaterThan(30) // more than items
    for (const some of [ofOne(3), several]) {
      expect(await threaded.score(some)).toEqual(await here.score(some))
    }
    expect((await threaded.embed!(ofOne(3))).values).toEqual((await here.embed!(ofOne(3))).values)
    expect(started).toBe(3)
  })

  it('solves here, where it has few factors', async () => {
    const scores = await scoresOf(
      foldedFactors(learned(7), () => {
        throw new Error('must not be started')
      }),
    )
    expect(scores.every(Number.isFinite)).toBe(true)
  })
})
