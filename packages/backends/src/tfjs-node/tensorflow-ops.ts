import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import type { OpAttribute, TensorflowBackend } from './tensorflow-backend'

/** Ops of libtensorflow that TensorFlow.js has no name for. */
export interface TensorflowOps {
  readonly backend: TensorflowBackend
  /** Runs an op with one output. */
  run(name: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[]): Tensor
  /** [rows, inner] of entries at [row, column], times [inner, columns]; the first operand transposed if so asked. */
  sparseProduct(entries: SparseEntries, dense: TensorInfo, transposed: boolean): Tensor
  type(name: string, type: number): OpAttribute
  flag(name: string, value: boolean): OpAttribute
}

/** A sparse matrix in libtensorflow: its places as int64, in any order. */
export interface SparseEntries {
  /** Number of the addon: [entries, 2]. */
  readonly places: number
  /** Number of the addon: [entries]. */
  readonly values: number
  readonly shape: readonly [rows: number, columns: number]
}

/** The ops on a backend. */
export function tensorflowOps(backend: TensorflowBackend): TensorflowOps {
  const { binding } = backend
  const type = (name: string, value: number): OpAttribute => ({ name, type: binding.TF_ATTR_TYPE, value })
  const flag = (name: string, value: boolean): OpAttribute => ({ name, type: binding.TF_ATTR_BOOL, value })

  function execute(name: string, attributes: readonly OpAttribute[], inputs: readonly number[]): Tensor {
    const [output] = binding.executeOp(name, attributes, inputs, 1)
    return backend.createOutputTensor(output!) as Tensor
  }

  return {
    backend,
    type,
    flag,
    run: (name, attributes, inputs) => execute(name, attributes, backend.getInputTensorIds(inputs)),
    sparseProduct({ places, values, shape }, dense, transposed) {
      const size = binding.createTensor([2], binding.TF_INT64, int64(shape))
      const attributes = [
        type('T', binding.TF_FLOAT),
        type('Tindices', binding.TF_INT64),
        flag('adjoint_a', transposed),
        flag('adjoint_b', false),
      ]
      try {
        const [matrix] = backend.getInputTensorIds([dense])
        return execute('SparseTensorDenseMatMul', attributes, [places, values, size, matrix!])
      } finally {
        binding.deleteTensor(size)
      }
    },
  }
}

/** Integers from 0 as the addon takes int64: two words each, the lower one first. */
export function int64(values: ArrayLike<number>): Int32Array {
  const words = new Int32Array(2 * values.length)
  for (let i = 0; i < values.length; i++) words[2 * i] = values[i]!
  return words
}
