import { fusedOr } from '@hvamp/tensors'
import {
  customGrad,
  fused,
  type GradSaveFunc,
  matMul,
  ones,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'

/**
 * Affine map xW + b with its own gradient: every part of it, the bias' too, is a matrix product.
 *
 * Fused kernel: `HvampLinearGrad` ({ x, dy }) → the gradient of the weights, [inputs, outputs].
 *
 * @param x [rows, inputs]
 * @param weights [inputs, outputs]
 * @param bias [outputs]
 * @returns [rows, outputs]
 * @throws if the shapes do not fit
 */
export function linear(x: Tensor2D, weights: Tensor2D, bias: Tensor1D): Tensor2D {
  if (x.shape[1] !== weights.shape[0]) {
    throw new Error(`linear: weights [${weights.shape}] must have a row for each column of x [${x.shape}]`)
  }
  if (bias.size !== weights.shape[1]) {
    throw new Error(`linear: bias [${bias.shape}] must have a value for each column of [${weights.shape}]`)
  }
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [x, w, b, save] = inputs as [Tensor2D, Tensor2D, Tensor1D, GradSaveFunc]
    save([x, w])
    return {
      value: fused.matMul({ a: x, b: w, bias: b }),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [x, w] = saved as [Tensor2D, Tensor2D]
        return [
          matMul(dy as Tensor2D, w, false, true),
          weightGradient(x, dy as Tensor2D),
          columnSums(dy as Tensor2D),
        ]
      },
    }
  })
  return op(x, weights, bias) as Tensor2D
}

/** xᵀ dy: memory that only the gradient holds, so that a backend may add the weight's other gradients to it in place. */
function weightGradient(x: Tensor2D, dy: Tensor2D): Tensor2D {
  return fusedOr('HvampLinearGrad', { x, dy }, {}, () => matMul(x, dy, true, false))
}

/** Sum over rows as a matrix product: [rows, columns] → [columns]. */
export function columnSums(x: Tensor2D): Tensor1D {
  return reshape(matMul(ones([1, x.shape[0]]), x), [x.shape[1]])
}
