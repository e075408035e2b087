import { useBackend } from '@hvamp/backends'
import { memory, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  disposeWeights,
  joinWeights,
  readWeights,
  type Weights,
  weight,
  weightShapes,
  withoutStarts,
  writeWeights,
} from './index'

describe.each(['cpu', 'wasm'] as const)('weights on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  let weights: Weights
  let before: number
  beforeEach(() => {
    before = memory().numTensors
    weights = {
      matrix: weight(tensor2d([1, 2, 3, 4], [2, 2]), { blocks: 2 }),
      bias: weight(tensor1d([5, 6])),
    }
  })
  afterEach(() => disposeWeights(weights))

  it('have equal blocks of whole columns', () => {
    const matrix = tensor2d([1, 2, 3, 4, 5, 6], [2, 3])
    for (const blocks of [0, 2, 1.5, Number.NaN]) {
      expect(() => weight(matrix, { blocks })).toThrow(`must divide the 3 columns of [2,3], got ${blocks}`)
    }
    matrix.dispose()
  })

  it('have a learning rate of their own, with which they may start frozen', () => {
    expect(weight(tensor([1])).rate).toBe(1)
    expect(weight(tensor([1]), { rate: 3 })).toMatchObject({ rate: 3, trainable: true })
    expect(weight(tensor([1]), { rate: 0 })).toMatchObject({ rate: 0, trainable: false })
    for (const rate of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => weight(tensor([1]), { rate })).toThrow(
        `weight: rate must be a finite number of at least 0, got ${rate}`,
      )
    }
  })

  it('are one tensor each, and none once disposed', () => {
    expect(memory().numTensors).toBe(before + 2)
    disposeWeights(weights)
    expect(memory().numTensors).toBe(before)
  })

  it('join with the names of their parts in front', () => {
    const joined = joinWeights({ encoder: weights, empty: {}, head: { bias: weights.bias! } })
    expect(Object.keys(joined)).toEqual(['encoder.matrix', 'encoder.bias', 'head.bias'])
    expect(joined['encoder.matrix']).toBe(weights.matrix)
    expect(joined['encoder.matrix']!.blocks).toBe(2)
    expect(joined['encoder.bias']!.blocks).toBe(1)
  })

  it('are read as copies that later changes leave alone', async () => {
    const read = await readWeights(weights)
    expect(read).toEqual({
      matrix: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
      bias: { shape: [2], values: Float32Array.of(5, 6) },
    })
    writeWeights(weights, { ...read, bias: { shape: [2], values: Float32Array.of(7, 8) } })
    expect([...read.bias!.values]).toEqual([5, 6])
    expect([...(await weights.bias!.variable.data())]).toEqual([7, 8])
  })

  it('are read into the arrays of an earlier reading', async () => {
    const read = await readWeights(weights)
    writeWeights(weights, { ...read, bias: { shape: [2], values: Float32Array.of(7, 8) } })
    const again = await readWeights(weights, read)
    expect(again.bias!.values).toBe(read.bias!.values)
    expect([...read.bias!.values]).toEqual([7, 8])
    expect([...read.matrix!.values]).toEqual([1, 2, 3, 4])
  })

  it('are written as copies, with no tensor left over', async () => {
    const values = Float32Array.of(9, 9)
    const tensors = memory().numTensors
    writeWeights(weights, { ...(await readWeights(weights)), bias: { shape: [2], values } })
    values[0] = 0
    expect([...(await weights.bias!.variable.data())]).toEqual([9, 9])
    expect(memory().numTensors).toBe(tensors)
  })

  it('stay as they were when one of the arrays does not fit', async () => {
    const good = { matrix: { shape: [2, 2], values: new Float32Array(4) } }
    const cases = [
      [{ ...good }, `weight 'bias' is missing`],
      [{ ...good, bias: good.matrix }, `'bias' must have shape [2], got [2,2]`],
      [{ ...good, bias: { shape: [2], values: new Float32Array(3) } }, `'bias' must have 2 values, got 3`],
      [{ ...(await readWeights(weights)), other: good.matrix }, `no weight is named 'other'`],
    ] as const
    for (const [arrays, message] of cases) {
      expect(() => writeWeights(weights, arrays)).toThrow(`writeWeights: ${message}`)
      expect([...(await weights.matrix!.variable.data())]).toEqual([1, 2, 3, 4])
    }
  })

  it('take over the tensor they start from', () => {
    const initial = tensor([1])
    disposeWeights({ one: weight(initial) })
    expect(initial.isDisposed).toBe(true)
  })
})

describe.each(['cpu', 'wasm'] as const)('weights with a start, on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  const startOf = (made: string[], name: string) => ({
    shape: [2],
    make() {
      made.push(name)
      return tensor1d([1, 2])
    },
  })

  it('make it at once, but not within withoutStarts, where only what is used before it is set needs one', async () => {
    const before = memory().numTensors
    const made: string[] = []
    const eager = weight(startOf(made, 'eager'))
    expect(made).toEqual(['eager'])
    const { read, used } = withoutStarts(() => ({
      read: weight(startOf(made, 'read')),
      used: weight(startOf(made, 'used')),
    }))
    expect(memory().numTensors).toBe(before + 1)
    writeWeights({ read }, { read: { shape: [2], values: Float32Array.of(7, 8) } })
    expect([...(await read.variable.data())]).toEqual([7, 8])
    expect([...(await used.variable.data())]).toEqual([1, 2])
    expect(made).toEqual(['eager', 'used'])
    disposeWeights({ eager, read, used })
    expect(memory().numTensors).toBe(before)
  })

  it('make it again after a build that failed', () => {
    const fails = () => {
      throw new Error('no such part')
    }
    expect(() => withoutStarts(fails)).toThrow('no such part')
    const made: string[] = []
    weight(startOf(made, 'one')).dispose()
    expect(made).toEqual(['one'])
  })

  it('check shapes before anything is allocated for them', () => {
    const vast = withoutStarts(() => weight({ shape: [1e6, 1e6], make: () => tensor1d([]) }))
    expect(() => writeWeights({ vast }, { vast: { shape: [1], values: new Float32Array(1) } })).toThrow(
      "writeWeights: 'vast' must have shape [1000000,1000000], got [1]",
    )
  })

  it('have shapes that are known without making them', () => {
    const before = memory().numTensors
    const build = () => {
      const vast = weight({ shape: [1e6, 1e6], make: () => tensor1d([]) })
      const still = weight({ shape: [3], make: () => tensor1d([]) }, { rate: 0 })
      return { weights: { vast, still } }
    }
    expect(weightShapes(build)).toEqual({
      vast: { shape: [1e6, 1e6], trainable: true },
      still: { shape: [3], trainable: false },
    })
    expect(memory().numTensors).toBe(before)
  })

  it('keep whether they are trained when they are made later', () => {
    const later = withoutStarts(() => weight(startOf([], 'later')))
    later.trainable = false
    expect(later.variable.trainable).toBe(false)
    later.dispose()
  })

  it('are of the shape that they were said to have', () => {
    const before = memory().numTensors
    const make = () => tensor1d([1, 2, 3])
    expect(() => weight({ shape: [2], make })).toThrow('weight: make must give a tensor of [2], got [3]')
    const later = withoutStarts(() => weight({ shape: [2], make }))
    expect(() => later.variable).toThrow('weight: make must give a tensor of [2], got [3]')
    expect(memory().numTensors).toBe(before)
  })

  it('leave nothing behind when they are used after they were disposed, whatever they started from', () => {
    const before = memory().numTensors
    for (const one of [weight(startOf([], 'one')), weight(tensor1d([1, 2]))]) {
      one.dispose()
      expect(() => one.variable).toThrow('weight: must not be used after it was disposed, got one of [2]')
    }
    expect(memory().numTensors).toBe(before)
  })

  it('have a sparse axis that is one of theirs', () => {
    for (const sparseAxis of [-1, 0.5, 1, Number.NaN]) {
      expect(() => weight(startOf([], 'one'), { sparseAxis: sparseAxis as 0 })).toThrow(
        `weight: sparseAxis must be an axis of [2] that blocks do not divide, got ${sparseAxis}`,
      )
    }
  })

  it('cannot be used after they were disposed', () => {
    const one = weight(startOf([], 'one'))
    one.dispose()
    one.dispose()
    expect(() => one.variable).toThrow('weight: must not be used after it was disposed, got one of [2]')
  })
})
