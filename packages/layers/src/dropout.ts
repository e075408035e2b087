import type { Random } from '@hvamp/random'
import { fusedOr } from '@hvamp/tensors'
import { customGrad, mul, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { dropoutRows, isSparse, isTrained, type Rows } from './sparse-rows'

/**
 * Inverted dropout: entries are zeroed with probability `rate` and the rest divided by 1 − rate.
 *
 * The mask is a function of the stream's key, so the gradient draws it again instead of keeping it. A rate of 0 gives
 * `x` itself. Of sparse rows, the stored values are dropped. Fused kernel: `HvampDropout` ({ x }, { key, keep }).
 *
 * @throws if the rate is not in [0, 1)
 */
export function dropout<T extends Rows>(x: T, rate: number, noise: Random): T {
  if (!(rate >= 0 && rate < 1)) throw new Error(`dropout: rate must be in [0, 1), got ${rate}`)
  if (rate === 0) return x
  if (isSparse(x)) return dropoutRows(x, rate, noise) as T
  if (isTrained(x)) return { ...x, values: dropout(x.values, rate, noise) }
  const masked = (tensor: Tensor) =>
    fusedOr('HvampDropout', { x: tensor }, { key: noise.fork('mask').key, keep: 1 - rate }, () =>
      mul(
        tensor,
        tensor2d(noise.fork('mask').dropoutMask(tensor.size, 1 - rate), tensor.shape as [number, number]),
      ),
    )
  const op = customGrad((x) => ({ value: masked(x as Tensor), gradFunc: (dy: Tensor) => masked(dy) }))
  return op(x as Tensor2D) as T
}
