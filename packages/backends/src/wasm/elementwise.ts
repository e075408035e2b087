import type { RandomKey } from '@hvamp/random'
import { type TensorInfo, util } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

interface Limits {
  readonly low: number
  readonly high: number
}

/** `HvampGlu`, `HvampDropout` and `HvampClamp` with their gradients: see the ops that name them. And `Tanh` and `Exp`, faster. */
export function registerElementwise({ heap, simd }: WasmContext): void {
  register('HvampGlu', ({ x }: { x: TensorInfo }) => {
    const [rows, columns] = x.shape as [number, number]
    const out = heap.make([rows, columns / 2])
    simd.glu(heap.offset(x), rows, columns / 2, heap.offset(out))
    return out
  })
  register('HvampGluGrad', ({ dy, x }: { dy: TensorInfo; x: TensorInfo }) => {
    const [rows, columns] = x.shape as [number, number]
    const out = heap.make([rows, columns])
    simd.gluGrad(heap.offset(dy), heap.offset(x), rows, columns / 2, heap.offset(out))
    return out
  })
  register('HvampDropout', ({ x }: { x: TensorInfo }, { key, keep }: { key: RandomKey; keep: number }) => {
    const out = heap.make(x.shape)
    const threshold = Math.round(keep * 65536)
    const count = util.sizeFromShape(x.shape)
    simd.dropout(heap.offset(x), count, key.low, key.high, threshold, 1 / keep, heap.offset(out))
    return out
  })
  register('HvampClamp', ({ x }: { x: TensorInfo }, { low, high }: Limits) => {
    const out = heap.make(x.shape)
    simd.clamp(heap.offset(x), util.sizeFromShape(x.shape), low, high, heap.offset(out))
    return out
  })
  register('HvampClampGrad', ({ dy, x }: { dy: TensorInfo; x: TensorInfo }, { low, high }: Limits) => {
    const out = heap.make(x.shape)
    simd.clampGrad(heap.offset(dy), heap.offset(x), util.sizeFromShape(x.shape), low, high, heap.offset(out))
    return out
  })
  for (const [name, kernel] of [
    ['Tanh', simd.tanh],
    ['Exp', simd.exp],
  ] as const) {
    register(name, ({ x }: { x: TensorInfo }) => {
      const out = heap.make(x.shape)
      kernel(heap.offset(x), util.sizeFromShape(x.shape), heap.offset(out))
      return out
    })
  }
}
