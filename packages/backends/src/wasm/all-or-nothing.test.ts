import { type SparseRows, trainedLinear } from '@hvamp/layers'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  backend,
  dispose,
  engine,
  type NamedTensorMap,
  ones,
  type Tensor,
  tensor2d,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'
import type { WasmModule } from './wasm-module'

beforeAll(() => useBackend('wasm'))

const rows: SparseRows = {
  rowCount: 2,
  columnCount: 5,
  offsets: Int32Array.of(0, 1, 2),
  columns: Int32Array.of(1, 3),
  values: Float32Array.of(1, 2),
}
const kernel = (name: string, inputs: Record<string, Tensor>, attributes: object = {}) =>
  engine().runKernel(name, inputs as NamedTensorMap, attributes as never) as Tensor
const columns = () => tensor2d([0, 1, 2, 3], [2, 2])
const ofAdam = { learningRate: 0.1, beta1: 0.9, beta2: 0.9, epsilon: 1, weightDecay: 0, step: 1, blocks: 1 }
const plain = { transposeA: false, transposeB: false }

/** Each kernel on inputs that are made before. */
const cases: Readonly<Record<string, () => () => Tensor | Tensor[]>> = {
  HvampSparseLinear() {
    const inputs = { weights: ones([5, 4]), bias: ones([4]) }
    return () => kernel('HvampSparseLinear', inputs, { rows })
  },
  HvampSparseLinearGrad() {
    const dy = ones([2, 4])
    return () => kernel('HvampSparseLinearGrad', { dy }, { rows })
  },
  'HvampSparseLinearGrad of a side input'() {
    const inputs = { dy: ones([2, 4]), side: ones([2, 3]) }
    return () => kernel('HvampSparseLinearGrad', inputs, { rows })
  },
  HvampTrainedLinear() {
    const inputs = { columns: columns(), values: ones([2, 2]), weights: ones([5, 4]), bias: ones([4]) }
    return () => kernel('HvampTrainedLinear', inputs)
  },
  HvampTrainedLinearValuesGrad() {
    const inputs = { columns: columns(), weights: ones([5, 4]), dy: ones([2, 4]) }
    return () => kernel('HvampTrainedLinearValuesGrad', inputs)
  },
  HvampTrainedLinearWeightsGrad() {
    const inputs = { columns: columns(), values: ones([2, 2]), dy: ones([2, 4]) }
    return () => kernel('HvampTrainedLinearWeightsGrad', inputs, { columnCount: 5 })
  },
  HvampMultinomial() {
    const logits = ones([2, 5])
    return () => kernel('HvampMultinomial', { logits }, { rows }) as never as Tensor[]
  },
  HvampMultinomialGrad() {
    const inputs = { dy: ones([2]), logits: ones([2, 5]), logNormalizer: ones([2]) }
    return () => kernel('HvampMultinomialGrad', inputs, { rows })
  },
  HvampAdam() {
    const inputs = { weight: ones([5, 4]), moment: ones([5, 4]), secondMoment: ones([5, 4]) }
    const gradient = kernel('HvampSparseLinearGrad', { dy: ones([2, 4]) }, { rows })
    return () => kernel('HvampAdam', { ...inputs, gradient }, { ...ofAdam, normalize: true })
  },
  BatchMatMul() {
    const inputs = { a: ones([30, 40]), b: ones([40, 50]) }
    return () => kernel('BatchMatMul', inputs, plain)
  },
}

const running = () => backend() as BackendWasm

/** Runs something with a heap that refuses one allocation. @returns whether it was refused, and tensors that are left of it */
function refusing(allocation: number, run: () => void): { readonly refused: boolean; readonly left: number } {
  const wasm = running().wasm as unknown as WasmModule
  const { _malloc: malloc } = wasm
  const before = running().numDataIds()
  let count = 0
  wasm._malloc = (bytes) => {
    count++
    if (count === allocation) throw new Error('no room')
    return malloc(bytes)
  }
  try {
    run()
    return { refused: false, left: running().numDataIds() - before }
  } catch (error) {
    if ((error as Error).message !== 'no room') throw error
    return { refused: true, left: running().numDataIds() - before }
  } finally {
    wasm._malloc = malloc
  }
}

/** The tensors that are left of each run that was refused an allocation: its first, its second and so on. */
function leftOf(make: () => () => void): number[] {
  const left: number[] = []
  for (let allocation = 1; ; allocation++) {
    const ended = refusing(allocation, make())
    if (!ended.refused) return left
    left.push(ended.left)
  }
}

describe('a kernel that finds no room leaves no tensor behind, whichever allocation fails', () => {
  it.each(Object.entries(cases))('%s', (_, make) => {
    const left = leftOf(() => {
      const run = make()
      return () => dispose(run())
    })
    expect(left.length).toBeGreaterThan(0)
    expect(left).toEqual(left.map(() => 0))
  })

  it('reading a lazy gradient', () => {
    const left = leftOf(() => {
      const { dataId } = kernel('HvampSparseLinearGrad', { dy: ones([2, 4]) }, { rows })
      return () => void running().readSync(dataId)
    })
    expect(left).toEqual([0, 0, 0])
  })

  it('and works when there is room again', () => {
    const layer = () =>
      trainedLinear(
        { columnCount: 5, columns: columns(), values: ones([2, 2]) },
        ones([5, 4]) as never,
        ones([4]),
      )
    expect(refusing(2, () => layer()).refused).toBe(true)
    expect([...layer().dataSync()]).toEqual(new Array(8).fill(3))
  })
})
