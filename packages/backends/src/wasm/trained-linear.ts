import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { LazyGradients } from './lazy-gradients'
import { repeatRow } from './mat-mul'
import { register } from './register'

/** Entries on the heap, and their order by column. */
interface Entries {
  /** Where those of each column end in that order. */
  readonly ends: TensorInfo
  readonly order: number
  readonly count: number
  /** Entries of a row. */
  readonly width: number
  readonly columns: number
}

/** `HvampTrainedLinear` and its gradients: see `trainedLinear` of @hvamp/layers. */
export function registerTrainedLinear(
  { heap, simd, inParts }: WasmContext,
  lazyGradients: LazyGradients,
): void {
  /** Entries in the order of their columns, so that a row of the weights comes to the cache once. */
  function withEntries<T>(columns: TensorInfo, columnCount: number, use: (entries: Entries) => T): T {
    const [rows, width] = columns.shape as [number, number]
    const count = rows * width
    const [ends, order] = [heap.make([columnCount + 1]), heap.make([count])]
    try {
      const at = heap.offset(columns)
      const wrong = simd.entriesByColumn(at, count, columnCount, heap.offset(ends), heap.offset(order))
      if (wrong >= 0) {
        const [column] = heap.floats(at + 4 * wrong, 1)
        throw new Error(`trainedLinear: columns must be whole numbers in [0, ${columnCount}), got ${column}`)
      }
      return use({ ends, order: heap.offset(order), count, width, columns: at })
    } finally {
      heap.release(ends)
      heap.release(order)
    }
  }

  /** The gradient of the weights, computed where it is used. */
  function lazyGradient(
    columns: TensorInfo,
    values: TensorInfo,
    dy: TensorInfo,
    columnCount: number,
  ): TensorInfo {
    return withEntries(columns, columnCount, ({ ends, order, count, width }) => {
      const [row, value] = [heap.make([count]), heap.make([count])]
      simd.inOrder(order, count, width, heap.offset(values), heap.offset(row), heap.offset(value))
      return lazyGradients.make([columnCount, dy.shape[1]!], [heap.copy(ends), row, value, heap.copy(dy)])
    })
  }

  register(
    'HvampTrainedLinear',
    ({ columns, values, weights, bias }: Readonly<Record<string, TensorInfo>>) => {
      const [columnCount, outputs] = weights!.shape as [number, number]
      const rows = columns!.shape[0]!
      const out = heap.make([rows, outputs])
      repeatRow(heap.floats(heap.offset(out), rows * outputs), heap.floats(heap.offset(bias!), outputs))
      try {
        withEntries(columns!, columnCount, ({ order, count, width, columns }) =>
          inParts('addEntries', { count: outputs, grain: 16, floats: count * outputs }, (from, to) => [
            ...([order, count, width, columns, heap.offset(values!)] as const),
            ...([heap.offset(weights!) + 4 * from, heap.offset(out) + 4 * from, outputs, to - from] as const),
          ]),
        )
        return out
      } catch (error) {
        heap.release(out)
        throw error
      }
    },
  )

  register(
    'HvampTrainedLinearValuesGrad',
    ({ columns, weights, dy }: Readonly<Record<string, TensorInfo>>) => {
      const [columnCount, outputs] = weights!.shape as [number, number]
      const gradient = heap.make(columns!.shape)
      withEntries(columns!, columnCount, ({ order, count, width, columns }) =>
        inParts('dotEntries', { count, floats: count * outputs }, (from, to) => [
          ...([order + 4 * from, to - from, width, columns] as const),
          ...([heap.offset(weights!), heap.offset(dy!), outputs, heap.offset(gradient)] as const),
        ]),
      )
      return gradient
    },
  )

  register(
    'HvampTrainedLinearWeightsGrad',
    (
      { columns, values, dy }: Readonly<Record<string, TensorInfo>>,
      { columnCount }: { readonly columnCount: number },
    ) => lazyGradient(columns!, values!, dy!, columnCount),
  )
}
