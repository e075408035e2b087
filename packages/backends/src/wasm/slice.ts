import {
  type KernelFunc,
  type NamedAttrMap,
  slice_util,
  type Tensor,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

interface SliceOptions {
  readonly begin: number[]
  readonly size: number[]
}

/**
 * `Slice` of contiguous floats and integers, or of a matrix. Every other slice goes to TensorFlow.js' own kernel, which first
 * copies the whole tensor out of the heap: garbage as large as the weights in every step.
 */
export function registerSlice({ backend, heap }: WasmContext, own: KernelFunc): void {
  register('Slice', ({ x }: { x: TensorInfo }, { begin, size }: SliceOptions) => {
    const [from, shape] = slice_util.parseSliceParams(x as Tensor, begin, size) as [number[], number[]]
    const isTogether = slice_util.isSliceContinous(x.shape, from, shape)
    if ((x.dtype !== 'float32' && x.dtype !== 'int32') || (!isTogether && shape.length !== 2)) {
      return own({ inputs: { x }, backend, attrs: { begin, size } as unknown as NamedAttrMap }) as TensorInfo
    }
    const out = heap.make(shape, x.dtype)
    const strides = util.computeStrides(x.shape)
    const start = heap.offset(x) / 4 + slice_util.computeFlatOffset(from, strides)
    const to = heap.offset(out) / 4
    const all = new Uint32Array(heap.memory.buffer)
    const count = util.sizeFromShape(shape)
    const width = isTogether ? count : shape[1]!
    for (let done = 0, at = start; done < count; done += width, at += strides[0] ?? 0) {
      all.copyWithin(to + done, at, at + width)
    }
    return out
  })
}
