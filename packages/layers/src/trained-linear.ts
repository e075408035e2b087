import { fusedOr, type TrainedRows } from '@hvamp/tensors'
import {
  add,
  customGrad,
  type GradSaveFunc,
  matMul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core'
import { columnSums } from './linear'
import { entriesAt, toDense } from './to-dense'

/**
 * Affine map x W + b of sparse rows x whose values are trained: gradients reach the values, the weights and the bias.
 *
 * Fused kernels: `HvampTrainedLinear` ({ columns, values, weights, bias }), and the gradients of the values,
 * `HvampTrainedLinearValuesGrad` ({ columns, weights, dy }), and of the weights, `HvampTrainedLinearWeightsGrad`
 * ({ columns, values, dy }, { columnCount }). Composed of tfjs ops, the rows and the gradient of their values are dense.
 *
 * @param rows [rows, columnCount], with `entries` values each
 * @param weights [columnCount, outputs]
 * @param bias [outputs]
 * @returns [rows, outputs]
 * @throws if the shapes do not fit; some backends, if a column is out of its range
 */
export function trainedLinear(rows: TrainedRows, weights: Tensor2D, bias: Tensor1D): Tensor2D {
  const { columns } = rows
  requireShapes(rows, weights, bias)
  const op = customGrad((...given: (Tensor | GradSaveFunc)[]) => {
    const [values, w, b, save] = given as [Tensor2D, Tensor2D, Tensor1D, GradSaveFunc]
    save([values, w, columns])
    return {
      value: fusedOr('HvampTrainedLinear', { columns, values, weights: w, bias: b }, {}, () =>
        tidy(() => add<Tensor2D>(matMul(toDense({ ...rows, values }), w), b)),
      ),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [values, w, columns] = saved as [Tensor2D, Tensor2D, Tensor2D]
        const upstream = dy as Tensor2D
        return [
          valuesGradient(columns, w, upstream),
          weightsGradient({ ...rows, columns, values }, upstream),
          columnSums(upstream),
        ]
      },
    }
  })
  return op(rows.values, weights, bias) as Tensor2D
}

function valuesGradient(columns: Tensor2D, weights: Tensor2D, dy: Tensor2D): Tensor2D {
  return fusedOr('HvampTrainedLinearValuesGrad', { columns, weights, dy }, {}, () =>
    tidy(() => entriesAt(matMul<Tensor2D>(dy, weights, false, true), columns)),
  )
}

function weightsGradient(rows: TrainedRows, dy: Tensor2D): Tensor2D {
  const { columnCount, columns, values } = rows
  return fusedOr('HvampTrainedLinearWeightsGrad', { columns, values, dy }, { columnCount }, () =>
    tidy(() => matMul<Tensor2D>(toDense(rows), dy, true, false)),
  )
}

function requireShapes(
  { columnCount, columns, values }: TrainedRows,
  weights: Tensor2D,
  bias: Tensor1D,
): void {
  if (columns.shape[0] !== values.shape[0] || columns.shape[1] !== values.shape[1]) {
    throw new Error(
      `trainedLinear: columns [${columns.shape}] and values [${values.shape}] must have the same shape`,
    )
  }
  if (columns.dtype !== 'float32') {
    throw new Error(`trainedLinear: columns must be kept as float32, got ${columns.dtype}`)
  }
  if (weights.shape[0] !== columnCount) {
    throw new Error(
      `trainedLinear: weights [${weights.shape}] must have ${columnCount} rows, as many as the input has columns`,
    )
  }
  if (bias.size !== weights.shape[1]) {
    throw new Error(
      `trainedLinear: bias [${bias.shape}] must have a value for each column of [${weights.shape}]`,
    )
  }
}
