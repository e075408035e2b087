import { useBackend } from '@hvamp/backends'
import { binarize, filterInteractions, splitUsers, syntheticInteractions } from '@hvamp/data'
import { softwareGpu, whetherGpuSkipped } from '@hvamp/testing'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { memory } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { vamp } from '../index'

const ratings = syntheticInteractions({
  users: 250,
  items: 60,
  interactionsPerUser: 14,
  seed: 3,
}).interactions
const liked = filterInteractions(binarize(ratings, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, validation } = splitUsers(liked, { heldOut: 40 })
const steps = 50
const small = { hidden: 16, latent: 6, pseudoInputs: 8, layers: 1, seed: 2 }

describe.skipIf(!isSlowToo || !softwareGpu())(
  `on webgpu (SwiftShader of Debian’s chromium)${whetherGpuSkipped() || whetherSlowSkipped}`,
  () => {
    it(`holds as much memory after ${steps} steps as after ten, and reads nothing of the GPU synchronously`, async () => {
      await useBackend('webgpu')
      expect(globalThis).not.toHaveProperty('OffscreenCanvas') // without which tfjs throws on such a read
      const model = vamp({ ...small, gated: true })
      const tensors: number[] = []
      const allocated: number[] = []
      await model.fit(train, {
        epochs: Math.ceil(steps / Math.ceil(train.userCount / 50)),
        batchSize: 50,
        validation,
        onEvent({ type }) {
          if (type !== 'step') return
          tensors.push(memory().numTensors)
          allocated.push((memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU)
        },
      })
      expect(tensors.length).toBeGreaterThanOrEqual(steps)
      expect(new Set(tensors).size).toBe(1)
      expect(Math.max(...allocated.slice(10))).toBeLessThanOrEqual(1.05 * Math.max(...allocated.slice(0, 10)))
      model.dispose()
    })
  },
)
