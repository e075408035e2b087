import type { AdamAttributes } from '@hvamp/tensors'
import {
  abs,
  add,
  div,
  less,
  mean,
  mul,
  reshape,
  type Scalar,
  scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core'

/** What a step changes. */
export interface AdamState {
  readonly weight: Variable
  readonly moment: Variable
  readonly secondMoment: Variable
}

export interface AdamInputs extends AdamState {
  readonly gradient: Tensor
  readonly [name: string]: Tensor
}

const smallestMoment = 1e-30
const normOffset = 1e-7

/** What the kernels `HvampAdam` and `HvampRowAdam` do, out of tfjs ops: the variables are given new tensors. */
export function composedAdam(
  { weight, moment, secondMoment, gradient }: AdamInputs,
  { blocks, step, learningRate, beta1, beta2, epsilon, normalize, weightDecay }: AdamAttributes,
): Scalar {
  const g = tidy(() => {
    const scaled = normalize ? normalized(gradient, blocks) : gradient
    return weightDecay === 0 ? scaled : add(scaled, mul(weight, weightDecay))
  })
  const first = tidy(() => flushed(add(mul(moment, beta1), mul(g, 1 - beta1))))
  const second = tidy(() =>
    flushed(add(mul(secondMoment, beta2), mul(squaresFor(secondMoment, g), 1 - beta2))),
  )
  const next = tidy(() => {
    const root = sqrt(mul(second, 1 / (1 - beta2 ** step)))
    return sub(weight, div(mul(first, learningRate / (1 - beta1 ** step)), add(root, epsilon)))
  })
  moment.assign(first)
  secondMoment.assign(second)
  weight.assign(next)
  return scalar(0)
}

/** Each block of the last dimension over its L2 norm + 1e-7. */
function normalized(gradient: Tensor, blocks: number): Tensor {
  const columns = gradient.shape.at(-1) ?? 1
  const blocked = reshape(gradient, [-1, blocks, columns / blocks])
  // Rows first, then their sums: one long sum of float32 would lose what comes last.
  const norms = sqrt(sum(sum(square(blocked), 2), 0))
  return reshape(div(blocked, add(reshape(norms, [1, blocks, 1]), normOffset)), gradient.shape)
}

/** g², or its means over rows or columns where there is one second moment for each of them. */
function squaresFor(secondMoment: Tensor, g: Tensor): Tensor {
  const averaged = secondMoment.shape.findIndex((length, axis) => length !== g.shape[axis])
  return averaged < 0 ? square(g) : mean(square(g), averaged, true)
}

/** 0 for what is smaller than 1e-30; NaN stays. */
function flushed(moment: Tensor): Tensor {
  return mul(moment, sub(1, less(abs(moment), smallestMoment)))
}
