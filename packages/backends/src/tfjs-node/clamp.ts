import { equal, scalar, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core'
import { register } from './register'
import type { TensorflowOps } from './tensorflow-ops'

interface Limits {
  readonly low: number
  readonly high: number
}

/** `HvampClamp` and its gradient by libtensorflow's own op: see `clamp` of @hvamp/tensors. */
export function registerClamp(ops: TensorflowOps): void {
  const type = ops.type('T', ops.backend.binding.TF_FLOAT)
  const clamped = (x: Tensor, { low, high }: Limits) =>
    ops.run('ClipByValue', [type], [x, scalar(low), scalar(high)])

  register('HvampClamp', ({ x }: { x: Tensor }, limits: Limits) => clamped(x, limits))
  register('HvampClampGrad', ({ dy, x }: { dy: Tensor; x: Tensor }, limits: Limits) =>
    where(equal(x, clamped(x, limits)), dy, zerosLike(dy)),
  )
}
