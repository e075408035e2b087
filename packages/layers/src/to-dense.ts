import type { TrainedRows } from '@hvamp/tensors'
import {
  cast,
  customGrad,
  type GradSaveFunc,
  gatherND,
  reshape,
  scatterND,
  stack,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core'
import { isSparse, isTrained, type Rows, type SparseRows } from './sparse-rows'

/** Rows of any kind as a dense tensor [rows, columns], for small inputs; gradients reach values that are trained. */
export function toDense(rows: Rows): Tensor2D {
  if (isSparse(rows)) return fromHost(rows)
  return isTrained(rows) ? fromDevice(rows) : rows
}

function fromHost({ rowCount, columnCount, offsets, columns, values }: SparseRows): Tensor2D {
  const dense = new Float32Array(rowCount * columnCount)
  for (let row = 0; row < rowCount; row++) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++)
      dense[row * columnCount + columns[i]!] = values[i]!
  }
  return tensor2d(dense, [rowCount, columnCount])
}

function fromDevice({ columnCount, columns, values }: TrainedRows): Tensor2D {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [values, save] = inputs as [Tensor2D, GradSaveFunc]
    save([columns])
    const shape: [number, number] = [columns.shape[0], columnCount]
    return {
      value: tidy(() => scatterND(placesOf(columns), reshape(values, [-1]), shape)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => entriesAt(dy as Tensor2D, saved[0] as Tensor2D),
    }
  })
  return op(values) as Tensor2D
}

/** The elements of a dense matrix at the columns of each row: [rows, entries]. */
export function entriesAt(dense: Tensor2D, columns: Tensor2D): Tensor2D {
  if (columns.size === 0) return zeros(columns.shape) // of which tfjs gathers nothing
  return tidy(() => reshape(gatherND(dense, placesOf(columns)), columns.shape))
}

/** Row and column of each entry: [rows · entries, 2], int32. */
function placesOf(columns: Tensor2D): Tensor2D {
  const [rows, entries] = columns.shape
  const owners = Int32Array.from({ length: rows * entries }, (_, entry) => Math.floor(entry / entries))
  return stack([tensor1d(owners, 'int32'), cast(reshape(columns, [-1]), 'int32')], 1) as Tensor2D
}
