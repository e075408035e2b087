import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { Work } from './in-parts'
import type { GradientRows } from './simd'

/** Σ value · dy[row, :] over the entries of each column. */
interface Part {
  /** Where the entries of each column end, their rows and values, and dy; they are the part's own. */
  readonly tensors: readonly [ends: TensorInfo, rows: TensorInfo, values: TensorInfo, dy: TensorInfo]
  /** How many gradients have it. */
  uses: number
}

/** Uses a gradient in as many parts as there are threads. */
type UseGradient = (work: Work, rowsOf: (from: number, to: number, part: number) => GradientRows) => void

/** What a row costs without any entry, as so many entries: Adam reads and writes weights and moments. */
const ROW_COST = 4

/** Gradients of first layers, which are computed where they are used, row by row. */
export interface LazyGradients {
  /**
   * A gradient [columns, outputs], which has memory from the first time on that a kernel asks where it is: one that is only added to
   * others like it and used by Adam never has.
   *
   * @param of.count of the entries
   * @param fill writes where the entries of each column end, and their rows and values, at these addresses
   */
  make(
    of: { readonly columnCount: number; readonly count: number; readonly dy: TensorInfo },
    fill: (ends: number, rows: number, values: number) => void,
  ): TensorInfo
  /** The sum of two gradients, or undefined unless both are lazy. */
  sum(a: TensorInfo, b: TensorInfo): TensorInfo | undefined
  /** How to compute with a gradient, or undefined unless it is lazy. */
  rowsOf(gradient: TensorInfo): ((use: UseGradient) => void) | undefined
}

/** Makes the backend know tensors without memory. */
export function lazyGradients(context: WasmContext): LazyGradients {
  const { backend, heap, inParts, allOrNothing } = context
  const partsOf = new WeakMap<object, readonly Part[]>()

  function lazy(shape: number[], parts: readonly Part[]): TensorInfo {
    const dataId = {}
    const memory = (name: 'id' | 'memoryOffset') => ({
      configurable: true,
      get: () => {
        allOrNothing(() => materialize(dataId, shape))
        return backend.dataIdMap.get(dataId)[name]
      },
    })
    const data = { shape, dtype: 'float32' as const, refCount: 1 }
    const properties = { id: memory('id'), memoryOffset: memory('memoryOffset') }
    partsOf.set(dataId, parts)
    backend.dataIdMap.set(dataId, Object.defineProperties(data, properties) as never)
    for (const part of parts) part.uses++
    return { dataId, shape, dtype: 'float32' }
  }

  function materialize(dataId: object, shape: number[]): void {
    const parts = partsOf.get(dataId)!
    const whole = heap.make(shape)
    const out = heap.offset(whole)
    compute(parts, shape, (work, rowsOf) => inParts('gradient', work, (...part) => [...rowsOf(...part), out]))
    const { id, memoryOffset } = backend.dataIdMap.get(whole.dataId)
    backend.dataIdMap.delete(whole.dataId) // the memory goes over
    Object.defineProperties(backend.dataIdMap.get(dataId), {
      id: { value: id },
      memoryOffset: { value: memoryOffset },
    })
    release(dataId, parts)
  }

  function compute(parts: readonly Part[], shape: readonly number[], use: UseGradient): void {
    const [columns, outputs] = shape as [number, number]
    const addresses = heap.put(Int32Array.from(parts.flatMap(({ tensors }) => tensors.map(heap.offset))))
    const room = heap.make([context.threads?.size ?? 1, 2, outputs])
    const ends = parts.map(({ tensors }) => heap.integers(heap.offset(tensors[0]), columns))
    const entriesBefore = (column: number) => ends.reduce((sum, each) => sum + (each[column - 1] ?? 0), 0)
    const costBefore = (column: number) => ROW_COST * column + entriesBefore(column)
    const work = { count: columns, floats: costBefore(columns) * outputs, costBefore }
    use(work, (from, to, part) => [
      ...([heap.offset(addresses), parts.length, from, to, outputs] as const),
      heap.offset(room) + 4 * part * 2 * outputs,
    ])
    heap.release(addresses)
    heap.release(room)
  }

  function release(dataId: object, parts: readonly Part[]): void {
    partsOf.delete(dataId)
    for (const part of parts) {
      part.uses--
      if (part.uses === 0) for (const tensor of part.tensors) heap.release(tensor)
    }
  }

  const dispose = backend.disposeData.bind(backend)
  backend.disposeData = (dataId, force = false) => {
    const parts = partsOf.get(dataId)
    if (!parts) return dispose(dataId, force)
    const data = backend.dataIdMap.get(dataId)
    data.refCount--
    if (!force && data.refCount > 0) return false
    backend.dataIdMap.delete(dataId)
    release(dataId, parts)
    return true
  }

  return {
    make({ columnCount, count, dy }, fill) {
      const [ends, rows, values] = [heap.make([columnCount + 1]), heap.make([count]), heap.make([count])]
      fill(heap.offset(ends), heap.offset(rows), heap.offset(values))
      return lazy([columnCount, dy.shape[1]!], [{ tensors: [ends, rows, values, heap.copy(dy)], uses: 0 }])
    },
    sum(a, b) {
      const [left, right] = [partsOf.get(a.dataId), partsOf.get(b.dataId)]
      return left && right && lazy(a.shape, [...left, ...right])
    },
    rowsOf({ dataId, shape }) {
      const parts = partsOf.get(dataId)
      return parts && ((use) => compute(parts, shape, use))
    },
  }
}
