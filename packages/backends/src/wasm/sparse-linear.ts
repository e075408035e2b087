import type { SparseRows } from '@hvamp/layers'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { Accumulator } from './accumulate'
import type { WasmContext } from './context'
import { repeatRow } from './mat-mul'
import { register } from './register'

/** `HvampSparseLinear` and its gradient: see `sparseLinear` of @hvamp/layers. */
export function registerSparseLinear(context: WasmContext, accumulator: Accumulator): void {
  const { heap, simd } = context

  function withRows<T>(rows: SparseRows, use: (offsets: number, columns: number, values: number) => T): T {
    const parts = [heap.put(rows.offsets), heap.put(rows.columns), heap.put(rows.values)]
    try {
      const [offsets, columns, values] = parts.map(heap.offset) as [number, number, number]
      return use(offsets, columns, values)
    } finally {
      for (const part of parts) heap.release(part)
    }
  }

  register(
    'HvampSparseLinear',
    (
      { weights, bias, beside }: { weights: TensorInfo; bias: TensorInfo; beside?: TensorInfo },
      { rows }: { rows: SparseRows },
    ) => {
      const outputs = weights.shape[1]!
      const out = heap.make([rows.rowCount, outputs])
      repeatRow(
        heap.floats(heap.offset(out), rows.rowCount * outputs),
        heap.floats(heap.offset(bias), outputs),
      )
      withRows(rows, (offsets, columns, values) => {
        simd.sparseMatMul(
          offsets,
          columns,
          values,
          rows.rowCount,
          heap.offset(weights),
          outputs,
          heap.offset(out),
        )
      })
      if (beside) {
        const [batch, count] = beside.shape as [number, number]
        const bottom = heap.offset(weights) + rows.columnCount * outputs * 4
        context.product(
          { offset: heap.offset(beside), rows: batch, columns: count },
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
    ({ dy, beside }: { dy: TensorInfo; beside?: TensorInfo }, { rows }: { rows: SparseRows }) => {
      const [batch, outputs] = dy.shape as [number, number]
      const count = beside?.shape[1] ?? 0
      const gradient = heap.make([rows.columnCount + count, outputs])
      heap.floats(heap.offset(gradient), rows.columnCount * outputs).fill(0)
      withRows(rows, (offsets, columns, values) => {
        simd.sparseMatMulGrad(
          offsets,
          columns,
          values,
          batch,
          heap.offset(dy),
          outputs,
          heap.offset(gradient),
        )
      })
      if (beside) {
        const bottom = heap.offset(gradient) + rows.columnCount * outputs * 4
        context.product(
          { offset: heap.offset(beside), rows: batch, columns: count, transposed: true },
          { offset: heap.offset(dy), rows: batch, columns: outputs },
          bottom,
        )
      }
      return accumulator.own(gradient)
    },
  )
}
