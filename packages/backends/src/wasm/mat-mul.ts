import { type KernelFunc, type NamedAttrMap, type TensorInfo, util } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { dimensions, type Operand, packedBytes } from './product'
import { register } from './register'

interface MatMulInputs {
  readonly a: TensorInfo
  readonly b: TensorInfo
  readonly bias?: TensorInfo
}

interface MatMulOptions {
  readonly transposeA: boolean
  readonly transposeB: boolean
  readonly activation?: string
}

/** `BatchMatMul` and `_FusedMatMul` (with a bias, if any) of single float matrices; other products go to TensorFlow.js' own kernels. */
export function registerMatMul(
  context: WasmContext,
  own: { readonly batchMatMul: KernelFunc; readonly fusedMatMul: KernelFunc },
): void {
  const { backend, heap } = context

  function operand(x: TensorInfo, transposed: boolean): Operand {
    const [rows, columns] = x.shape.slice(-2) as [number, number]
    return { offset: heap.offset(x), rows, columns, transposed }
  }

  function multiply(a: TensorInfo, b: TensorInfo, options: MatMulOptions, bias?: TensorInfo): TensorInfo {
    const shape = a.shape.slice(0, -2)
    const { m, n, k } = dimensions(operand(a, options.transposeA), operand(b, options.transposeB))
    const inner = b.shape.at(options.transposeB ? -1 : -2)
    if (inner !== k) {
      throw new Error(
        `matMul: inner sizes must be equal, got ${k} of [${a.shape}] and ${inner} of [${b.shape}]`,
      )
    }
    const out = heap.make([...shape, m, n])
    if (bias) repeatRow(...heap.viewsOf(out, bias))
    context.product(operand(a, options.transposeA), operand(b, options.transposeB), heap.offset(out), {
      accumulate: bias !== undefined,
    })
    return out
  }

  /** A kernel of tfjs, with `b` under a fresh name: it keeps packed copies of `b` by name, and weights change in place. */
  function fallBack(kernel: KernelFunc, inputs: MatMulInputs, options: MatMulOptions): TensorInfo {
    const { m, n, k } = dimensions(
      operand(inputs.a, options.transposeA),
      operand(inputs.b, options.transposeB),
    )
    heap.requireRoom(packedBytes(m, n, k))
    return heap.alias(
      heap.offset(inputs.b),
      inputs.b.shape,
      (b) =>
        kernel({
          inputs: { ...inputs, b },
          backend,
          attrs: options as unknown as NamedAttrMap,
        }) as TensorInfo,
    )
  }

  register('BatchMatMul', (inputs: MatMulInputs, options: MatMulOptions) =>
    isSingle(inputs.a) && isSingle(inputs.b)
      ? multiply(inputs.a, inputs.b, options)
      : fallBack(own.batchMatMul, inputs, options),
  )
  register('_FusedMatMul', (inputs: MatMulInputs, options: MatMulOptions) => {
    const { a, b, bias } = inputs
    const plainBias = !bias || util.sizeFromShape(bias.shape) === b.shape.at(options.transposeB ? -2 : -1)
    return isSingle(a) && isSingle(b) && plainBias && options.activation === 'linear'
      ? multiply(a, b, options, bias)
      : fallBack(own.fusedMatMul, inputs, options)
  })
}

/** Whether the tensor is one matrix of floats. */
function isSingle({ shape, dtype }: TensorInfo): boolean {
  return dtype === 'float32' && shape.length >= 2 && util.sizeFromShape(shape.slice(0, -2)) === 1
}

const REPEATED = 16_384 // floats that stay in a processor's cache while they are copied

/** Fills a matrix with copies of one row: doubles the filled part, then repeats a part that fits into a cache. */
export function repeatRow(matrix: Float32Array, row: Float32Array): void {
  if (matrix.length === 0) return
  matrix.set(row)
  let size = row.length
  for (let filled = size; filled < matrix.length; filled += size) {
    if (size < REPEATED) size = filled
    matrix.copyWithin(filled, 0, Math.min(size, matrix.length - filled))
  }
}
