import { fusedOr } from '@hvamp/tensors'
import {
  cast,
  concat,
  customGrad,
  type GradSaveFunc,
  mul,
  sigmoid,
  slice,
  sub,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core'

/**
 * Gated linear unit v ⊙ σ(g) of an input that holds values and gates side by side (Dauphin et al. 2017).
 *
 * Fused kernels: `HvampGlu` ({ x }) and `HvampGluGrad` ({ dy, x }).
 *
 * @param x [rows, 2 · units]: values v, then gates g
 * @returns [rows, units]
 * @throws if there is not a gate for each value
 */
export function glu(x: Tensor2D): Tensor2D {
  if (x.shape[1] % 2 !== 0) {
    throw new Error(`glu: x [${x.shape}] must have an even number of columns, a gate for each value`)
  }
  const op = customGrad((...inputs: (Tensor | GradSaveFunc)[]) => {
    const [x, save] = inputs as [Tensor2D, GradSaveFunc]
    save([x])
    return {
      value: fusedOr('HvampGlu', { x }, {}, () => mul(values(x), sigmoid(gates(x)))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => gluGradient(dy as Tensor2D, saved[0] as Tensor2D),
    }
  })
  return op(x) as Tensor2D
}

function gluGradient(dy: Tensor2D, x: Tensor2D): Tensor2D {
  return fusedOr('HvampGluGrad', { dy, x }, {}, () => {
    const gate = sigmoid(gates(x))
    const toValue = mul(dy, gate)
    const toGate = mul(mul(toValue, values(x)), sub(1, gate)) // dy · v · σ(g) · (1 − σ(g))
    return concat([toValue, toGate], 1) as Tensor2D
  })
}

const values = (x: Tensor2D) => slice(x, [0, 0], [-1, x.shape[1] / 2])
const gates = (x: Tensor2D) => cast(slice(x, [0, x.shape[1] / 2]), 'float32')
