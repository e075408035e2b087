import { type SparseRows, sparseLinear, trainedLinear } from '@hvamp/layers'
import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  add,
  backend,
  dispose,
  engine,
  mul,
  square,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'
import type { WasmModule } from './wasm-module'

const [users, items, outputs, inputs, entries] = [40, 700, 24, 30, 6]
const normals = (seed: number, shape: [number, number]) =>
  tensor2d(random(seed).normals(shape[0] * shape[1]), shape)

const noise = random(1)
const rows: SparseRows = {
  rowCount: users,
  columnCount: items,
  offsets: Int32Array.from({ length: users + 1 }, (_, row) => row * entries),
  columns: Int32Array.from({ length: users * entries }, (_, i) => (i % entries) * 100 + noise.integer(100)),
  values: random(2).normals(users * entries),
}

/** A weight that sparse rows and trained ones go through, and its gradient, which is the sum of both. */
function make(): { weight: Variable; gradient: Tensor } {
  return tidy(() => {
    const weight = variable(normals(3, [items, outputs]))
    const bias = tensor1d(random(4).normals(outputs))
    const columns = tensor2d(
      Float32Array.from(
        { length: inputs * entries },
        (_, i) => (i % entries) * 110 + Math.floor(i / entries),
      ),
      [inputs, entries],
    )
    const trained = { columnCount: items, columns, values: normals(5, [inputs, entries]) }
    const loss = () =>
      add(
        sum(square(sparseLinear(rows, weight as Tensor as Tensor2D, bias as Tensor1D))),
        sum(mul(square(trainedLinear(trained, weight as Tensor as Tensor2D, bias)), 0.5)),
      )
    const { grads } = variableGrads(loss as never, [weight])
    return { weight, gradient: grads[weight.name]! }
  })
}

/** Numbers on the host. */
const read = async (tensor: Tensor) => (await tensor.data()) as Float32Array

/** Weight and moments after two steps of Adam. */
async function updated(weight: Variable, gradient: Tensor, blocks: number): Promise<readonly Float32Array[]> {
  const [moment, secondMoment] = [
    variable(normals(6, [items, outputs])),
    variable(square(normals(7, [items, outputs]))),
  ]
  const numbers = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }
  for (const step of [1, 2]) {
    const attributes = { ...numbers, step, blocks, normalize: true }
    dispose(engine().runKernel('HvampAdam', { weight, moment, secondMoment, gradient }, attributes as never))
  }
  const values = await Promise.all([weight, moment, secondMoment].map(read))
  dispose([moment, secondMoment])
  return values
}

const running = () => backend() as BackendWasm

/** The most bytes that a tensor was given while `run` ran. */
async function largest(run: () => Promise<unknown>): Promise<number> {
  const wasm = running().wasm as unknown as WasmModule
  const { _malloc: malloc } = wasm
  let most = 0
  wasm._malloc = (bytes) => {
    most = Math.max(most, bytes)
    return malloc(bytes)
  }
  await run()
  wasm._malloc = malloc
  return most
}

describe('gradients of first layers', () => {
  beforeAll(() => useBackend('wasm'))

  it('are what tfjs makes', async () => {
    const own = await read(make().gradient)
    await useBackend('cpu')
    const expected = await read(make().gradient)
    await useBackend('wasm')
    expect(own.every((value, i) => Math.abs(value - expected[i]!) <= 1e-4)).toBe(true)
    expect(expected.filter((value) => value !== 0).length).toBeGreaterThan(items)
  })

  it.each([1, 2])('are used by Adam as if they were in memory, bit for bit, in %i blocks', async (blocks) => {
    const lazy = make()
    const alone = await updated(lazy.weight, lazy.gradient, blocks)
    const whole = make()
    const copy = tensor2d(await read(whole.gradient), [items, outputs])
    expect(alone).toEqual(await updated(whole.weight, copy, blocks))
    dispose([lazy.weight, lazy.gradient, whole.weight, whole.gradient, copy])
  })

  it.each([8, 13])(
    'sum any number of entries of each column, of one part and of two, of %i outputs',
    async (width) => {
      const [most, columnCount] = [10, 100]
      /** Rows of which column c is in the first `countOf(c)`. */
      const rowsWith = (countOf: (column: number) => number): SparseRows => {
        const all = Array.from({ length: most }, (_, row) =>
          Array.from({ length: columnCount }, (_, column) => column).filter(
            (column) => row < countOf(column),
          ),
        )
        const columns = Int32Array.from(all.flat())
        const ends = all.map((_, row) => all.slice(0, row + 1).flat().length)
        const values = random(8).normals(columns.length)
        return { rowCount: most, columnCount, offsets: Int32Array.from([0, ...ends]), columns, values }
      }
      const parts = [rowsWith((column) => column % most), rowsWith((column) => Math.floor(column / most))]
      const factors = parts.map((_, part) => random(9 + part).normals(most * width))
      const weight = variable(normals(3, [columnCount, width]))
      const loss = () => {
        const terms = parts.map((rows, part) => {
          const out = sparseLinear(rows, weight as Tensor as Tensor2D, tensor1d(new Float32Array(width)))
          return sum(mul(out, tensor2d(factors[part]!, [most, width])))
        })
        return add(terms[0]!, terms[1]!)
      }
      const gradient = tidy(() => variableGrads(loss as never, [weight]).grads[weight.name]!)
      const expected = new Float64Array(columnCount * width)
      for (const [part, { offsets, columns, values }] of parts.entries()) {
        for (let row = 0; row < most; row++) {
          for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) {
            for (let output = 0; output < width; output++) {
              expected[columns[entry]! * width + output]! +=
                values[entry]! * factors[part]![row * width + output]!
            }
          }
        }
      }
      expectClose(await read(gradient), expected, { rtol: 1e-5, atol: 1e-5 })
      dispose([weight, gradient])
    },
  )

  it('have no memory until they are read', async () => {
    const bytes = 4 * items * outputs
    const { weight } = make() // tensors of its size are made before
    let gradient: Tensor | undefined
    const made = await largest(async () => {
      gradient = make().gradient
    })
    expect(made).toBe(bytes) // its weight
    const step = await largest(async () => {
      const state = { weight, moment: weight, secondMoment: weight, gradient: gradient! }
      const attributes = { learningRate: 0.1, beta1: 0.9, beta2: 0.9, epsilon: 1, weightDecay: 0, step: 1 }
      engine().runKernel('HvampAdam', state, { ...attributes, blocks: 1, normalize: true } as never)
    })
    expect(step).toBeLessThan(bytes)
    expect(await largest(() => read(gradient!))).toBe(bytes)
  })

  it('leave nothing when they are disposed of, read or not', async () => {
    const before = running().numDataIds()
    for (const use of [async () => {}, read]) {
      const { weight, gradient } = make()
      const second = gradient.clone()
      await use(gradient)
      dispose([weight, gradient])
      expect((await read(second)).some((value) => value !== 0)).toBe(true)
      second.dispose()
    }
    expect(running().numDataIds()).toBe(before)
  })
})
