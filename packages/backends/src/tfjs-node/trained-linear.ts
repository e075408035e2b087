import { add, reshape, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core'
import { register } from './register'
import { int64, type SparseEntries, type TensorflowOps } from './tensorflow-ops'

/**
 * `HvampTrainedLinear` and its gradient for the weights by products of sparse and dense matrices: see `trainedLinear` of
 * @hvamp/layers. The gradient of the values stays composed: libtensorflow has no product of which only some elements are made.
 */
export function registerTrainedLinear(ops: TensorflowOps): void {
  const { binding } = ops.backend

  /** The entries in libtensorflow, whose columns are never read here. */
  function withTrained<T>(
    columns: Tensor2D,
    values: Tensor2D,
    columnCount: number,
    use: (entries: SparseEntries) => T,
  ): T {
    const [rows, width] = columns.shape
    const count = rows * width
    const owners = binding.createTensor(
      [count],
      binding.TF_INT64,
      int64(Int32Array.from({ length: count }, (_, entry) => Math.floor(entry / width))),
    )
    const made = [owners]
    const execute = (name: string, attributes: Parameters<typeof binding.executeOp>[1], inputs: number[]) => {
      const [output] = binding.executeOp(name, attributes, inputs, 1)
      made.push(output!.id)
      return output!.id
    }
    try {
      const [flatColumns, flatValues] = ops.backend.getInputTensorIds([
        reshape(columns, [-1]),
        reshape(values, [-1]),
      ]) as [number, number]
      const cast = [ops.type('SrcT', binding.TF_FLOAT), ops.type('DstT', binding.TF_INT64)]
      const pack = [
        ops.type('T', binding.TF_INT64),
        { name: 'N', type: binding.TF_ATTR_INT, value: 2 },
        { name: 'axis', type: binding.TF_ATTR_INT, value: 1 },
      ]
      const places = execute('Pack', pack, [owners, execute('Cast', cast, [flatColumns])])
      return use({ places, values: flatValues, shape: [rows, columnCount] })
    } finally {
      for (const id of made) binding.deleteTensor(id)
    }
  }

  register(
    'HvampTrainedLinear',
    ({
      columns,
      values,
      weights,
      bias,
    }: {
      columns: Tensor2D
      values: Tensor2D
      weights: Tensor2D
      bias: Tensor1D
    }): Tensor =>
      withTrained(columns, values, weights.shape[0], (entries) =>
        add(ops.sparseProduct(entries, weights, false), bias),
      ),
  )

  register(
    'HvampTrainedLinearWeightsGrad',
    (
      { columns, values, dy }: { columns: Tensor2D; values: Tensor2D; dy: Tensor2D },
      { columnCount }: { readonly columnCount: number },
    ): Tensor => withTrained(columns, values, columnCount, (entries) => ops.sparseProduct(entries, dy, true)),
  )
}
