import { requireCount, requireKnown } from '@hvamp/random'
import { type Weights, weight } from '@hvamp/tensors'
import {
  add,
  customGrad,
  type GradSaveFunc,
  mean,
  mul,
  ones,
  rsqrt,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core'

/**
 * Layer normalization (Ba, Kiros and Hinton 2016): gain ⊙ (x − mean) / √(variance + epsilon) + bias, both moments over
 * the units of a row. Weights: `gain` [units], which starts at 1, and `bias` [units], at 0.
 *
 * @throws if units is not a positive integer, or epsilon not positive
 */
export function layerNorm(options: { units: number; epsilon?: number | undefined }): {
  apply(x: Tensor2D): Tensor2D
  readonly weights: Weights
} {
  requireKnown('layerNorm: options', options, { units: true, epsilon: true })
  const { units, epsilon = 1e-5 } = options
  requireCount('layerNorm: units', units)
  if (!(epsilon > 0)) throw new Error(`layerNorm: epsilon must be positive, got ${epsilon}`)
  const gain = weight({ shape: [units], make: () => ones([units]) })
  const bias = weight({ shape: [units], make: () => zeros([units]) })
  return {
    weights: { gain, bias },
    apply: (x) =>
      tidy(() => add(mul(standardized(x, epsilon), gain.variable as Tensor1D), bias.variable as Tensor1D)),
  }
}

/** Rows of mean 0 and of variance 1, or less where it is not much above epsilon. */
function standardized(x: Tensor2D, epsilon: number): Tensor2D {
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [x, save] = inputs as [Tensor2D, GradSaveFunc]
    const centred = sub<Tensor2D>(x, mean(x, 1, true))
    const scale = rsqrt(add(mean(square(centred), 1, true), epsilon)) // [rows, 1]
    const value = mul<Tensor2D>(centred, scale)
    save([value, scale])
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [y, scale] = saved as [Tensor2D, Tensor2D]
        const along = mul(y, mean(mul(dy, y), 1, true))
        return mul(scale, sub(sub(dy, mean(dy, 1, true)), along))
      },
    }
  })
  return op(x) as Tensor2D
}
