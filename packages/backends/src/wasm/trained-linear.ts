import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { LazyGradients } from './lazy-gradients'
import { repeatRow } from './mat-mul'
import { register } from './register'

/** Entries on the heap in the order of their columns, so that a row of the weights comes to the cache once. */
interface Entries {
  /** Where those of each column end. */
  readonly ends: TensorInfo
  /** Which entry each is. */
  readonly order: TensorInfo
  readonly row: TensorInfo
  readonly column: TensorInfo
  readonly count: number
}

/** `HvampTrainedLinear` and its gradients: see `trainedLinear` of @hvamp/layers. */
export function registerTrainedLinear(
  { heap, simd, inParts }: WasmContext,
  lazyGradients: LazyGradients,
): void {
  function withEntries<T>(columns: TensorInfo, columnCount: number, use: (entries: Entries) => T): T {
    const [rows, width] = columns.shape as [number, number]
    const count = rows * width
    const room = [columnCount + 1, count, count, count].map((size) => heap.make([size]))
    const [ends, order, row, column] = room as [TensorInfo, TensorInfo, TensorInfo, TensorInfo]
    const [endsAt, orderAt, rowAt, columnAt] = room.map(heap.offset) as [number, number, number, number]
    try {
      const at = heap.offset(columns)
      const wrong = simd.entriesByColumn(at, count, columnCount, endsAt, orderAt)
      if (wrong >= 0) {
        const [column] = heap.floats(at + 4 * wrong, 1)
        throw new Error(`trainedLinear: columns must be whole numbers in [0, ${columnCount}), got ${column}`)
      }
      simd.placesInOrder(orderAt, count, width, at, rowAt, columnAt)
      return use({ ends, order, row, column, count })
    } finally {
      for (const part of room) heap.release(part)
    }
  }

  function inOrder(values: TensorInfo, { order, count }: Entries): TensorInfo {
    const sorted = heap.make([count])
    simd.valuesInOrder(heap.offset(order), count, heap.offset(values), heap.offset(sorted))
    return sorted
  }

  register(
    'HvampTrainedLinear',
    ({ columns, values, weights, bias }: Readonly<Record<string, TensorInfo>>) => {
      const [columnCount, outputs] = weights!.shape as [number, number]
      const rows = columns!.shape[0]!
      return withEntries(columns!, columnCount, (entries) => {
        const { row, column, count } = entries
        const out = heap.make([rows, outputs])
        repeatRow(heap.floats(heap.offset(out), rows * outputs), heap.floats(heap.offset(bias!), outputs))
        const value = inOrder(values!, entries)
        const [rowAt, columnAt, valueAt] = [row, column, value].map(heap.offset) as [number, number, number]
        inParts('addRows', { count: outputs, grain: 16, floats: count * outputs }, (from, to) => [
          ...([rowAt, columnAt, valueAt, count] as const),
          ...([heap.offset(weights!) + 4 * from, heap.offset(out) + 4 * from, outputs, to - from] as const),
        ])
        heap.release(value)
        return out
      })
    },
  )

  register(
    'HvampTrainedLinearValuesGrad',
    ({ columns, weights, dy }: Readonly<Record<string, TensorInfo>>) => {
      const [columnCount, outputs] = weights!.shape as [number, number]
      return withEntries(columns!, columnCount, ({ order, row, column, count }) => {
        const gradient = heap.make(columns!.shape)
        const places = [order, row, column].map(heap.offset)
        inParts('dotEntries', { count, floats: count * outputs }, (from, to) => [
          ...(places.map((at) => at + 4 * from) as [number, number, number]),
          ...([to - from, heap.offset(weights!), heap.offset(dy!), outputs, heap.offset(gradient)] as const),
        ])
        return gradient
      })
    },
  )

  /** Computed where it is used. */
  register(
    'HvampTrainedLinearWeightsGrad',
    (
      { columns, values, dy }: Readonly<Record<string, TensorInfo>>,
      { columnCount }: { readonly columnCount: number },
    ) =>
      withEntries(columns!, columnCount, (entries) => {
        const [ends, row] = [heap.copy(entries.ends), heap.copy(entries.row)]
        const parts = [ends, row, inOrder(values!, entries), heap.copy(dy!)] as const
        return lazyGradients.make([columnCount, dy!.shape[1]!], parts)
      }),
  )
}
