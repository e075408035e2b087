import {
  cast,
  clipByValue,
  customGrad,
  type GradSaveFunc,
  greaterEqual,
  lessEqual,
  logicalAnd,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core'
import { fusedOr } from './fused-or'

/**
 * x limited to [low, high], as floats, with zero gradient outside.
 *
 * Fused kernels: `HvampClamp` ({ x }, { low, high }) and `HvampClampGrad` ({ dy, x }, { low, high }).
 *
 * @throws if low exceeds high
 * @example clamp(pseudoInputs, 0, 1)
 */
export function clamp<T extends Tensor>(x: T, low: number, high: number): T {
  if (!(low <= high)) throw new Error(`clamp: low must be at most high, got ${low} and ${high}`)
  const limits = { low, high }
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [x, save] = inputs as [Tensor, GradSaveFunc]
    save([x])
    return {
      // some backends clip the bytes of integers as if they were floats
      value: fusedOr('HvampClamp', { x }, limits, () => clipByValue(cast(x, 'float32'), low, high)),
      gradFunc: (dy: Tensor, [x]: Tensor[]) =>
        fusedOr('HvampClampGrad', { dy, x: x! }, limits, () =>
          where(logicalAnd(greaterEqual(x!, low), lessEqual(x!, high)), dy, zerosLike(dy)),
        ),
    }
  })
  return op(x) as T
}
