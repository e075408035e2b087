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

  register('HvampTrainedLinear', ({ columns, values, weights, bias }: Tensors) => {
    const size = weights!.shape as [number, number]
    const outputs = size[1]
    const [rows, width] = columns!.shape as [number, number]
    requireColumns(columns!, size[0])
    const out = heap.make([rows, outputs])
    repeatRow(...heap.viewsOf(out, bias!))
    const [valuesAt, weightsAt, outAt] = [values!, weights!, out].map(heap.offset) as [number, number, number]
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
    return out
  })

  register('HvampTrainedLinearValuesGrad', ({ columns, weights, dy }: Tensors) => {
    const size = weights!.shape as [number, number]
    const outputs = size[1]
    requireColumns(columns!, size[0])
    const gradient = heap.make(columns!.shape)
    const [weightsAt, dyAt, gradientAt] = [weights!, dy!, gradient].map(heap.offset) as [
      number,
      number,
      number,
    ]
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
    return gradient
  })

  /** Computed where it is used. */
  register(
    'HvampTrainedLinearWeightsGrad',
    ({ columns, values, dy }: Tensors, { columnCount }: { readonly columnCount: number }) => {
      requireColumns(columns!, columnCount)
      const [rows, width] = columns!.shape as [number, number]
      const count = rows * width
      const [columnsAt, valuesAt] = [heap.offset(columns!), heap.offset(values!)]
      return lazyGradients.make({ columnCount, count, dy: dy! }, (ends, row, value) =>
        heap.withRoom([count], (order) => {
          simd.entriesByColumn(columnsAt, count, columnCount, ends, order)
          simd.rowsInOrder(order, count, width, row)
          simd.valuesInOrder(order, count, valuesAt, value)
        }),
      )
    },
  )
}
