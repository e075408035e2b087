import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { binarize, splitUsers, syntheticInteractions } from '@hvamp/data'
import { weight } from '@hvamp/tensors'
import { expectClose, hasTfjsNode, whetherTfjsNodeSkipped } from '@hvamp/testing'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { adam } from '@hvamp/training'
import { engine, getKernel, memory, tensor1d } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hvamp } from '../index'
import { loadModel, saveModel } from '../node'

const ratings = syntheticInteractions({
  users: 260,
  items: 60,
  interactionsPerUser: 14,
  seed: 3,
}).interactions
const { train, validation } = splitUsers(binarize(ratings, { atLeast: 4 }), { heldOut: 40 })
const small = { hidden: 16, latent: 6, pseudoInputs: 8, seed: 2 }

/** Tensors that libtensorflow holds. */
function heldByLibtensorflow(): number {
  const { binding } = engine().backend as unknown as { binding: { getNumOfTensors(): number } }
  return binding.getNumOfTensors()
}

describe.skipIf(!hasTfjsNode)(`on tfjs-node${whetherTfjsNodeSkipped}`, () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hvamp-tensorflow-'))
    await useBackend('tfjs-node')
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('the kernels of its own ops are the ones that run', () => {
    for (const name of ['SparseLinear', 'TrainedLinear', 'Multinomial', 'Clamp', 'Adam']) {
      expect(getKernel(`Hvamp${name}`, 'tensorflow'), name).toBeDefined()
    }
  })

  it.each([
    ['dense', {}],
    ['sparse', { pseudoInputSupport: 'users', pseudoInputItems: 12 }],
  ] as const)(
    'holds as much memory after many steps as after ten, with %s pseudo-inputs',
    async (_, support) => {
      const model = hvamp({ ...small, ...support, gated: true, layers: 1 })
      const tensors: number[] = []
      const held: number[] = []
      const steps = isSlowToo ? 1000 : 60
      await model.fit(train, {
        epochs: Math.ceil(steps / Math.ceil(train.userCount / 20)),
        batchSize: 20,
        onEvent({ type }) {
          if (type !== 'step') return
          tensors.push(memory().numTensors)
          held.push(heldByLibtensorflow())
        },
      })
      expect(tensors.length).toBeGreaterThanOrEqual(steps)
      expect(new Set(tensors).size).toBe(1)
      expect(Math.max(...held.slice(10))).toBe(Math.max(...held.slice(0, 10)))
      model.dispose()
    },
    600_000,
  )

  it('the same seed gives the same bits, and a saved model scores as it did on every backend', async () => {
    const scores = []
    for (const _ of [1, 2]) {
      const model = hvamp({ ...small, gated: true, layers: 2 })
      await model.fit(train, { epochs: 2, batchSize: 50, validation, seed: 5 })
      scores.push(await model.score(validation.foldIn))
      await saveModel(model, join(folder, 'model'))
      model.dispose()
    }
    expect(scores[1]).toEqual(scores[0])
    for (const backend of ['tfjs-node', 'cpu'] as const) {
      await useBackend(backend)
      const loaded = await loadModel(join(folder, 'model'))
      expectClose(await loaded.score(validation.foldIn), scores[0]!, { name: backend })
      loaded.dispose()
    }
    await useBackend('tfjs-node')
  })

  it('a step of Adam changes neither the array that a weight was made of nor what was read of it', async () => {
    const values = Float32Array.of(1, 2, 3)
    const weights = { w: weight(tensor1d(values)) }
    const optimizer = adam(weights)
    optimizer.update({ w: tensor1d([1, 1, 1]) }, 1)
    const afterOne = (await weights.w.variable.data()) as Float32Array
    const copy = afterOne.slice()
    optimizer.update({ w: tensor1d([1, 1, 1]) }, 2)
    expect(values).toEqual(Float32Array.of(1, 2, 3))
    expect(afterOne).toEqual(copy)
    expect(await weights.w.variable.data()).not.toEqual(copy)
    optimizer.dispose()
    weights.w.variable.dispose()
  })
})
