import type { RandomKey } from '@hvamp/random'
import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core'
import type { WasmContext } from './context'
import { register } from './register'

interface Limits {
  readonly low: number
  readonly high: number
}

const grain = 16 // floats: whole vectors, and dropout draws for eight at a time

/** `HvampGlu`, `HvampDropout` and `HvampClamp` with their gradients: see the ops that name them. And `Tanh` and `Exp`, faster. */
export function registerElementwise({ backend, heap, inParts }: WasmContext, cast: KernelFunc): void {
  register('HvampGlu', ({ x }: { x: TensorInfo }) => {
    const [rows, columns] = x.shape as [number, number]
    const units = columns / 2
    const out = heap.make([rows, units])
    const [source, target] = [heap.offset(x), heap.offset(out)]
    inParts('glu', { count: rows, floats: 3 * rows * units }, (from, to) => [
      source + 4 * from * columns,
      to - from,
      units,
      target + 4 * from * units,
    ])
    return out
  })
  register('HvampGluGrad', ({ dy, x }: { dy: TensorInfo; x: TensorInfo }) => {
    const [rows, columns] = x.shape as [number, number]
    const units = columns / 2
    const out = heap.make([rows, columns])
    const [upstream, source, target] = [dy, x, out].map(heap.offset) as [number, number, number]
    inParts('gluGrad', { count: rows, floats: 5 * rows * units }, (from, to) => [
      ...([upstream + 4 * from * units, source + 4 * from * columns] as const),
      ...([to - from, units, target + 4 * from * columns] as const),
    ])
    return out
  })
  register('HvampDropout', ({ x }: { x: TensorInfo }, { key, keep }: { key: RandomKey; keep: number }) => {
    const out = heap.make(x.shape)
    const threshold = Math.round(keep * 65536)
    const [source, target] = [heap.offset(x), heap.offset(out)]
    inParts('dropout', workOf(x), (from, to) => [
      source,
      from,
      to,
      key.low,
      key.high,
      threshold,
      1 / keep,
      target,
    ])
    return out
  })
  register('HvampClamp', ({ x }: { x: TensorInfo }, { low, high }: Limits) => {
    const out = heap.make(x.shape)
    const [source, target] = [heap.offset(x), heap.offset(out)]
    inParts('clamp', workOf(x), (from, to) => [source + 4 * from, to - from, low, high, target + 4 * from])
    return out
  })
  register('HvampClampGrad', ({ dy, x }: { dy: TensorInfo; x: TensorInfo }, { low, high }: Limits) => {
    const out = heap.make(x.shape)
    const [upstream, source, target] = [dy, x, out].map(heap.offset) as [number, number, number]
    inParts('clampGrad', workOf(x), (from, to) => [
      upstream + 4 * from,
      source + 4 * from,
      to - from,
      low,
      high,
      target + 4 * from,
    ])
    return out
  })
  for (const [name, kernel] of [
    ['Tanh', 'tanh'],
    ['Exp', 'exp'],
  ] as const) {
    register(name, ({ x }: { x: TensorInfo }) => {
      // tfjs lets `exp` have integers and booleans; booleans have a byte each
      const isFloat = x.dtype === 'float32'
      const floats = isFloat
        ? x
        : (cast({ inputs: { x }, backend, attrs: { dtype: 'float32' } }) as TensorInfo)
      const out = heap.make(x.shape)
      const [source, target] = [heap.offset(floats), heap.offset(out)]
      inParts(kernel, workOf(x), (from, to) => [source + 4 * from, to - from, target + 4 * from])
      if (!isFloat) heap.release(floats)
      return out
    })
  }
}

function workOf({ shape }: TensorInfo) {
  const count = util.sizeFromShape(shape)
  return { count, grain, floats: 2 * count }
}
