import { createHash } from 'node:crypto'
import type { SparseRows } from '@hvamp/layers'
import { linear, multinomialLogLikelihood, sparseLinear, trainedLinear } from '@hvamp/layers'
import { random } from '@hvamp/random'
import {
  add,
  dispose,
  engine,
  type NamedTensorMap,
  type Scalar,
  square,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { useBackend } from '../use-backend'
import type { WasmContext } from '../wasm/context'
import type { KernelThreads } from '../wasm/in-parts'
import { runProgram } from '../wasm/program.fixture'
import { isShared } from '../wasm/shared-memory-module'
import type { Simd } from '../wasm/simd'
import { startWasm } from '../wasm/start'
import { startKernelThreads } from './kernel-threads'

let context: WasmContext
let threads: KernelThreads

beforeAll(async () => {
  ;({ context } = await startWasm(true))
  await useBackend('wasm') // and the gradients
  threads = await startKernelThreads(context.heap, context.simd, 3)
})
afterAll(() => threads.end())

const normals = (seed: number, rows: number, columns: number) =>
  tensor2d(random(seed).normals(rows * columns), [rows, columns])

const [users, items, outputs] = [301, 1003, 203]
const noise = random(1)
const perUser = 5
/** Users like the first items most, so that parts with as many items have much to do and little. */
const rows: SparseRows = {
  rowCount: users,
  columnCount: items,
  offsets: Int32Array.from({ length: users + 1 }, (_, user) => user * perUser),
  columns: Int32Array.from({ length: users * perUser }, (_, i) =>
    i % perUser === 4 ? 900 + noise.integer(100) : (i % perUser) * 20 + noise.integer(20),
  ),
  values: random(2).normals(users * perUser),
}
const columns = () => tensor2d(Float32Array.from(rows.columns), [users, perUser])

const kernel = (name: string, inputs: Record<string, Tensor>, attributes: object = {}) =>
  engine().runKernel(name, inputs as NamedTensorMap, attributes as never) as Tensor

/** Gradients of what two layers give for weights. */
function gradientsOf(
  output: (weights: Tensor) => Tensor,
  [rowCount, columnCount]: readonly [number, number],
) {
  const weights = variable(normals(3, rowCount, columnCount))
  const { grads } = variableGrads(() => tidy(() => sum(output(weights)) as Scalar), [weights])
  return { weights, gradient: grads[weights.name]! }
}

/** Weights and moments after a step of Adam. */
function stepped(weights: Tensor, gradient: Tensor, weightDecay: number): Tensor[] {
  const [moment, secondMoment] = [normals(6, items, outputs), square(normals(7, items, outputs))]
  const numbers = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: 3 }
  const attributes = { ...numbers, blocks: 1, normalize: false, weightDecay }
  dispose(kernel('HvampAdam', { weight: weights, moment, secondMoment, gradient }, attributes))
  return [weights, moment, secondMoment]
}

const bias = () => tensor1d(random(4).normals(outputs))
const sparse = (weights: Tensor) => sparseLinear(rows, weights as never, bias())
const trained = (weights: Tensor, values = normals(5, users, perUser)) =>
  trainedLinear({ columnCount: items, columns: columns(), values }, weights as never, bias())
const gates = () => normals(8, 701, 402)
const scores = () => normals(9, users, items)

const cases: readonly (readonly [kernels: readonly (keyof Simd)[], make: () => Tensor[]])[] = [
  [['glu'], () => [kernel('HvampGlu', { x: gates() })]],
  [['gluGrad'], () => [kernel('HvampGluGrad', { x: gates(), dy: normals(10, 701, 201) })]],
  [['dropout'], () => [kernel('HvampDropout', { x: scores() }, { key: { low: 5, high: 9 }, keep: 0.7 })]],
  [['clamp'], () => [kernel('HvampClamp', { x: scores() }, { low: -1, high: 0.5 })]],
  [
    ['clampGrad'],
    () => [kernel('HvampClampGrad', { x: scores(), dy: normals(10, users, items) }, { low: -1, high: 0.5 })],
  ],
  [['tanh', 'exp'], () => [kernel('Tanh', { x: scores() }), kernel('Exp', { x: scores() })]],
  [['logSumExp'], () => [kernel('HvampLogSumExp', { x: scores() })]],
  [
    ['scaledExp'],
    () => {
      const [shift, factor] = [1, 2].map((seed) => tensor1d(random(seed).normals(users)))
      return [kernel('HvampScaledExp', { x: scores(), shift: shift!, factor: factor! })]
    },
  ],
  [
    ['multinomial', 'multinomialGrad'],
    () => {
      const logits = variable(scores())
      const { value, grads } = variableGrads(
        () => tidy(() => sum(multinomialLogLikelihood(logits as never, rows)) as Scalar),
        [logits],
      )
      return [value, grads[logits.name]!]
    },
  ],
  [['addRows'], () => [sparse(normals(3, items, outputs))]],
  [['addEntries'], () => [trained(normals(3, items, outputs))]],
  [
    ['dotEntries'],
    () => {
      const [weights, dy] = [normals(3, items, outputs), normals(11, users, outputs)]
      return [kernel('HvampTrainedLinearValuesGrad', { columns: columns(), weights, dy })]
    },
  ],
  [
    ['gradient'],
    () => [gradientsOf((weights) => add(sparse(weights), trained(weights)), [items, outputs]).gradient],
  ],
  [
    ['gradientAdam'],
    () => {
      const { weights, gradient } = gradientsOf(
        (weights) => add(sparse(weights), trained(weights)),
        [items, outputs],
      )
      return stepped(weights, gradient, 0.01)
    },
  ],
  [['adam'], () => stepped(normals(3, items, outputs), normals(12, items, outputs), 0)],
  [
    ['addInto'],
    () => [
      gradientsOf(
        (weights) =>
          add(
            sum(linear(normals(13, 20, items), weights as never, bias())),
            sum(linear(normals(14, 30, items), weights as never, bias())),
          ),
        [items, outputs],
      ).gradient,
    ],
  ],
]

/** Numbers of tensors, and the kernels that ran in parts on the way. */
async function numbersOf(make: () => Tensor[], by: KernelThreads | undefined) {
  context.threads = by
  const run = by && vi.spyOn(by, 'run')
  const numbers = await Promise.all(tidy(make).map((tensor) => tensor.data()))
  const kernels = new Set(run?.mock.calls.map(([name]) => name))
  run?.mockRestore()
  context.threads = undefined
  const bits = numbers.map((values) =>
    createHash('sha256')
      .update(values as Float32Array)
      .digest('hex'),
  )
  return {
    bits,
    areZero: numbers.some((values) => values.every((value) => value === 0)),
    kernels: [...kernels],
  }
}

describe('threads of kernels', () => {
  it('share the heap', () => expect(isShared(context.heap.memory)).toBe(true))

  it.each(cases)('give the bits of one thread: %j', async (kernels, make) => {
    const alone = await numbersOf(make, undefined)
    const shared = await numbersOf(make, threads)
    expect(shared.kernels).toEqual(expect.arrayContaining([...kernels]))
    expect(shared.bits).toEqual(alone.bits)
    expect(alone.areZero).toBe(false)
  })

  it('say that a kernel failed in one of them, and go on', () => {
    const { heap } = context
    const x = heap.put(Float32Array.of(1, -1, 5, 0))
    const [at, outside] = [heap.offset(x), 2 ** 32 - 16]
    expect(() =>
      threads.run('clamp', [
        [at, 2, 0, 2, at],
        [outside, 2, 0, 2, outside],
      ]),
    ).toThrow('wasm: clamp failed in a thread')
    threads.run('clamp', [
      [at, 2, 0, 2, at],
      [at + 8, 2, 0, 2, at + 8],
    ])
    expect([...heap.floats(at, 4)]).toEqual([1, 0, 2, 0])
    heap.release(x)
  })
})

it('do not keep a process alive, and grow the heap with it', async () => {
  const { stdout, stderr, code } = await runProgram(`
    import { ones, tanh } from '@tensorflow/tfjs-core'
    import { useBackend } from '../use-backend'
    import { startKernelThreads } from '../native/kernel-threads'
    import { startWasm } from './start'
    const main = async () => {
      const { context } = await startWasm(true)
      await useBackend('wasm')
      context.threads = await startKernelThreads(context.heap, context.simd, 2)
      const before = context.heap.memory.buffer.byteLength
      const large = [1, 2, 3].map(() => tanh(ones([2 ** 22])))
      const grown = context.heap.memory.buffer.byteLength > before
      const values = await Promise.all(large.map(async (each) => (await each.data()).every((value) => Math.abs(value - Math.tanh(1)) < 1e-6)))
      console.log(JSON.stringify([grown, values]))
    }
    main()`)
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual([true, [true, true, true]])
})
