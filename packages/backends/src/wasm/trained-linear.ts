import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { LazyGradients } from './lazy-gradients'
import { repeatRow } from './mat-mul'
import { register } from './register'
import type { Simd, UnsortedEntries } from './simd'

type Tensors = Readonly<Record<string, TensorInfo>>

/** Kernels that sort entries by column, so that a row of the weights comes to the cache once. */
type SortingKernel = 'addEntries' | 'dotEntries'

/** What such a kernel takes beside the entries. */
type Rest<Name extends SortingKernel> =
  Parameters<Simd[Name]> extends [...UnsortedEntries, ...infer R] ? R : never

/** `HvampTrainedLinear` and its gradients: see `trainedLinear` of @hvamp/layers. */
export function registerTrainedLinear(context: WasmContext, lazyGradients: LazyGradients): void {
  const { heap, simd, inParts } = context

  function requireColumns(columns: TensorInfo, columnCount: number): void {
    const [rows, width] = columns.shape as [number, number]
    const wrong = simd.wrongColumn(heap.offset(columns), rows * width, columnCount)
    if (wrong < 0) return
    const [column] = heap.floats(heap.offset(columns) + 4 * wrong, 1)
    throw new Error(`trainedLinear: columns must be whole numbers in [0, ${columnCount}), got ${column}`)
  }

  /** Runs a kernel in parts, each with the entries of its rows. */
  function inRows<Name extends SortingKernel>(
    name: Name,
    columns: TensorInfo,
    [columnCount, outputs]: readonly [number, number],
    restOf: (row: number, entry: number) => Rest<Name>,
  ): void {
    const [rows, width] = columns.shape as [number, number]
    const parts = context.threads?.size ?? 1
    const columnsAt = heap.offset(columns)
    const count = rows * width
    heap.withRoom([parts * (columnCount + 1), count, count, count], (nextsAt, ...sortedAt) =>
      inParts(name, { count: rows, floats: count * outputs }, (from, to, part) => {
        const entry = from * width
        const next = nextsAt + 4 * part * (columnCount + 1)
        const sorted = sortedAt.map((at) => at + 4 * entry)
        const entries = [columnsAt + 4 * entry, (to - from) * width, width, columnCount, next, ...sorted]
        return [...entries, ...restOf(from, entry)] as unknown as Parameters<Simd[Name]>
      }),
    )
  }

  /** A tensor that `fill` writes, which is released where that fails. */
  function written(shape: number[], fill: (tensor: TensorInfo) => void): TensorInfo {
    const tensor = heap.make(shape)
    try {
      fill(tensor)
      return tensor
    } catch (error) {
      heap.release(tensor)
      throw error
    }
  }

  register('HvampTrainedLinear', ({ columns, values, weights, bias }: Tensors) => {
    const size = weights!.shape as [number, number]
    const outputs = size[1]
    const [rows, width] = columns!.shape as [number, number]
    requireColumns(columns!, size[0])
    return written([rows, outputs], (out) => {
      const outAt = heap.offset(out)
      repeatRow(heap.floats(outAt, rows * outputs), heap.floats(heap.offset(bias!), outputs))
      const [valuesAt, weightsAt] = [heap.offset(values!), heap.offset(weights!)]
      heap.withRoom([rows * width], (sortedAt) =>
        inRows(
          'addEntries',
          columns!,
          size,
          (row, entry): Rest<'addEntries'> => [
            valuesAt + 4 * entry,
            sortedAt + 4 * entry,
            weightsAt,
            outAt + 4 * row * outputs,
            outputs,
          ],
        ),
      )
    })
  })

  register('HvampTrainedLinearValuesGrad', ({ columns, weights, dy }: Tensors) => {
    const size = weights!.shape as [number, number]
    const outputs = size[1]
    requireColumns(columns!, size[0])
    return written(columns!.shape, (gradient) => {
      const [weightsAt, dyAt, gradientAt] = [heap.offset(weights!), heap.offset(dy!), heap.offset(gradient)]
      inRows(
        'dotEntries',
        columns!,
        size,
        (row, entry): Rest<'dotEntries'> => [
          weightsAt,
          dyAt + 4 * row * outputs,
          outputs,
          gradientAt + 4 * entry,
        ],
      )
    })
  })

  /** Computed where it is used. */
  register(
    'HvampTrainedLinearWeightsGrad',
    ({ columns, values, dy }: Tensors, { columnCount }: { readonly columnCount: number }) => {
      requireColumns(columns!, columnCount)
      const [rows, width] = columns!.shape as [number, number]
      const count = rows * width
      const parts = [columnCount + 1, count, count, count].map((size) => heap.make([size]))
      const [ends, row, value, order] = parts as [TensorInfo, TensorInfo, TensorInfo, TensorInfo]
      const [endsAt, rowAt, valueAt, orderAt] = parts.map(heap.offset) as [number, number, number, number]
      simd.entriesByColumn(heap.offset(columns!), count, columnCount, endsAt, orderAt)
      simd.rowsInOrder(orderAt, count, width, rowAt)
      simd.valuesInOrder(orderAt, count, heap.offset(values!), valueAt)
      heap.release(order)
      return lazyGradients.make([columnCount, dy!.shape[1]!], [ends, row, value, heap.copy(dy!)])
    },
  )
}
