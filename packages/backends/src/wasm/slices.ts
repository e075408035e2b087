import type { Slices } from '@hvamp/tensors'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import type { Heap } from './heap'
import { register } from './register'

/** `HvampGatherSlices`, `HvampScatterSlices` and `HvampAssignSlices`: see `gatherSlices` of @hvamp/tensors. */
export function registerSlices({ heap }: WasmContext): void {
  register('HvampGatherSlices', ({ x }: { x: TensorInfo }, slices: Slices) => {
    const out = heap.make(withLength(x, slices.axis, slices.indices.length))
    copySlices(heap, slices, { whole: x, some: out }, 'gather')
    return out
  })

  register(
    'HvampScatterSlices',
    ({ values }: { values: TensorInfo }, { length, ...slices }: Slices & { readonly length: number }) => {
      const out = heap.make(withLength(values, slices.axis, length))
      heap.viewsOf(out)[0].fill(0)
      copySlices(heap, slices, { whole: out, some: values }, 'scatter')
      return out
    },
  )

  register('HvampAssignSlices', ({ x, values }: { x: TensorInfo; values: TensorInfo }, slices: Slices) => {
    copySlices(heap, slices, { whole: x, some: values }, 'scatter')
    return heap.make([])
  })
}

/** Copies rows or columns out of a tensor, or into it. */
function copySlices(
  heap: Heap,
  { axis, indices }: Slices,
  tensors: { readonly whole: TensorInfo; readonly some: TensorInfo },
  direction: 'gather' | 'scatter',
): void {
  const { whole, some } = tensors
  const length = whole.shape[axis]!
  for (const index of indices) {
    if (!(index >= 0 && index < length)) {
      throw new Error(`slices: indices must be in [0, ${length}), got ${index}`)
    }
  }
  const [all, own] = heap.viewsOf(whole, some)
  const isByRow = axis === 0 && whole.shape.length === 2
  const width = isByRow ? whole.shape[1]! : 1
  if (width > 1) {
    for (let place = 0; place < indices.length; place++) {
      const [at, to] = [indices[place]! * width, place * width]
      if (direction === 'gather') own.set(all.subarray(at, at + width), to)
      else all.set(own.subarray(to, to + width), at)
    }
    return
  }
  const count = indices.length
  const rows = axis === 1 ? whole.shape[0]! : 1
  for (let row = 0; row < rows; row++) {
    const [at, to] = [row * length, row * count]
    if (direction === 'gather') for (let i = 0; i < count; i++) own[to + i] = all[at + indices[i]!]!
    else for (let i = 0; i < count; i++) all[at + indices[i]!] = own[to + i]!
  }
}

/** The shape of a tensor with another length along an axis. */
function withLength({ shape }: TensorInfo, axis: number, length: number): number[] {
  return shape.map((own, at) => (at === axis ? length : own))
}
