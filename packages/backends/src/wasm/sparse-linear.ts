import type { SparseRows } from '@hvamp/layers'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { Accumulator } from './accumulate'
import type { WasmContext } from './context'
import { repeatRow } from './mat-mul'
import { register } from './register'

interface Options {
  readonly rows: SparseRows
}

/** Where the entries of sparse rows are on the heap. */
interface Addresses {
  readonly row: number
  readonly column: number
  readonly value: number
  readonly count: number
}

/** `HvampSparseLinear` and its gradient: see `sparseLinear` of @hvamp/layers. */
export function registerSparseLinear(context: WasmContext, accumulator: Accumulator): void {
  const { heap, simd } = context

  /** Entries on the heap, those of one column after each other, so that a row of the weights comes to the cache once. */
  function withEntries(options: Options, use: (entries: Addresses) => void): void {
    const { row, column, value } = entriesOf(options)
    const parts = [heap.put(row), heap.put(column), heap.put(value)]
    const [rowAt, columnAt, valueAt] = parts.map(heap.offset) as [number, number, number]
    try {
      use({ row: rowAt, column: columnAt, value: valueAt, count: value.length })
    } finally {
      for (const part of parts) heap.release(part)
    }
  }

  register(
    'HvampSparseLinear',
    (
      { weights, bias, beside }: { weights: TensorInfo; bias: TensorInfo; beside?: TensorInfo },
      options: Options,
    ) => {
      const { rows } = options
      const outputs = weights.shape[1]!
      const out = heap.make([rows.rowCount, outputs])
      repeatRow(
        heap.floats(heap.offset(out), rows.rowCount * outputs),
        heap.floats(heap.offset(bias), outputs),
      )
      withEntries(options, ({ row, column, value, count }) =>
        simd.addRows(row, column, value, count, heap.offset(weights), heap.offset(out), outputs),
      )
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
    ({ dy, beside }: { dy: TensorInfo; beside?: TensorInfo }, options: Options) => {
      const { rows } = options
      const [batch, outputs] = dy.shape as [number, number]
      const count = beside?.shape[1] ?? 0
      const gradient = heap.make([rows.columnCount + count, outputs])
      heap.floats(heap.offset(gradient), rows.columnCount * outputs).fill(0)
      withEntries(options, ({ row, column, value, count }) =>
        simd.addRows(column, row, value, count, heap.offset(dy), heap.offset(gradient), outputs),
      )
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

interface Entries {
  readonly row: Int32Array
  readonly column: Int32Array
  readonly value: Float32Array
}

const known = new WeakMap<Options, Entries>() // one layer's gradient has the very options of its value

function entriesOf(options: Options): Entries {
  const entries = known.get(options) ?? byColumn(options.rows)
  known.set(options, entries)
  return entries
}

/** Row, column and value of every entry that is not 0, in the order of the columns, then of the rows. */
function byColumn({ rowCount, columnCount, offsets, columns, values }: SparseRows): Entries {
  const next = new Int32Array(columnCount + 1) // where the next entry of each column goes
  for (let i = 0; i < columns.length; i++) if (values[i] !== 0) next[columns[i]! + 1]!++
  for (let column = 0; column < columnCount; column++) next[column + 1]! += next[column]!
  const count = next[columnCount]!
  const [row, column, value] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)]
  for (let r = 0; r < rowCount; r++) {
    for (let i = offsets[r]!; i < offsets[r + 1]!; i++) {
      if (values[i] === 0) continue
      const at = next[columns[i]!]!++
      row[at] = r
      column[at] = columns[i]!
      value[at] = values[i]!
    }
  }
  return { row, column, value }
}
