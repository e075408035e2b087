import type { SparseRows } from '@hvamp/layers'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { Accumulator } from './accumulate'
import type { WasmContext } from './context'
import type { LazyGradients } from './lazy-gradients'
import { repeatRow } from './mat-mul'
import { register } from './register'
import { withRows } from './with-rows'

interface Options {
  readonly rows: SparseRows
}

/** Addresses of the entries of sparse rows. */
interface Addresses {
  readonly row: number
  readonly column: number
  readonly value: number
  readonly count: number
}

/** `HvampSparseLinear` and its gradient: see `sparseLinear` of @hvamp/layers. */
export function registerSparseLinear(
  context: WasmContext,
  accumulator: Accumulator,
  lazyGradients: LazyGradients,
): void {
  const { heap, simd, inParts } = context

  /** The gradient of weights without those of a side input, computed where it is used. */
  function lazyGradient(rows: SparseRows, dy: TensorInfo): TensorInfo {
    const { rowCount, columnCount, columns } = rows
    const { length } = columns
    return lazyGradients.make({ columnCount, count: length, dy }, (ends, row, value) =>
      heap.withRoom([length], (column) =>
        withRows(heap, rows, (...given) =>
          simd.byColumn(rowCount, columnCount, ...given, ends, row, column, value),
        ),
      ),
    )
  }

  /** Puts entries on the heap column by column, so that each row of the weights enters the cache once. */
  function withEntries(rows: SparseRows, use: (entries: Addresses) => void): void {
    const { rowCount, columnCount, columns } = rows
    const { length } = columns
    heap.withRoom([columnCount + 1, length, length, length], (next, row, column, value) => {
      const count = withRows(heap, rows, (...given) =>
        simd.byColumn(rowCount, columnCount, ...given, next, row, column, value),
      )
      use({ row, column, value, count })
    })
  }

  register(
    'HvampSparseLinear',
    (
      { weights, bias, side }: { weights: TensorInfo; bias: TensorInfo; side?: TensorInfo },
      { rows }: Options,
    ) => {
      const outputs = weights.shape[1]!
      const out = heap.make([rows.rowCount, outputs])
      repeatRow(...heap.viewsOf(out, bias))
      withEntries(rows, ({ row, column, value, count }) =>
        inParts('addRows', { count: outputs, grain: 16, floats: count * outputs }, (from, to) => [
          ...([row, column, value, count] as const),
          ...([heap.offset(weights) + 4 * from, heap.offset(out) + 4 * from, outputs, to - from] as const),
        ]),
      )
      if (side) {
        const [batch, count] = side.shape as [number, number]
        const bottom = heap.offset(weights) + rows.columnCount * outputs * 4
        context.product(
          { offset: heap.offset(side), rows: batch, columns: count },
          { offset: bottom, rows: count, columns: outputs },
          heap.offset(out),
          { accumulate: true },
        )
      }
      return out
    },
  )

  register(
    'HvampSparseLinearGrad',
    ({ dy, side }: { dy: TensorInfo; side?: TensorInfo }, { rows }: Options) => {
      const [batch, outputs] = dy.shape as [number, number]
      if (!side) return lazyGradient(rows, dy)
      const count = side.shape[1]!
      const gradient = heap.make([rows.columnCount + count, outputs])
      const [from, to] = [heap.offset(dy), heap.offset(gradient)]
      withEntries(rows, ({ row, column, value, count }) =>
        simd.sumByColumn(row, column, value, count, from, to, rows.columnCount, outputs),
      )
      const bottom = heap.offset(gradient) + rows.columnCount * outputs * 4
      context.product(
        { offset: heap.offset(side), rows: batch, columns: count, transposed: true },
        { offset: heap.offset(dy), rows: batch, columns: outputs },
        bottom,
      )
      return accumulator.own(gradient)
    },
  )
}
