import { requireCount } from '@hvamp/random'
import type { Weight, Weights } from '@hvamp/tensors'
import { util } from '@tensorflow/tfjs-core'
import { type Gradient, tensorOf } from './gradient'

/** Checks what a step of `adam` is given before the first weight is changed: kernels take shapes and types on trust. */
export function requireStep(
  weights: Weights,
  gradients: Readonly<Record<string, Gradient>>,
  step: number,
): void {
  requireCount('adam: step', step)
  for (const [name, weight] of Object.entries(weights)) {
    const gradient = gradients[name]
    if (!gradient) throw new Error(`adam: every weight must have a gradient, '${name}' has none`)
    const { shape, dtype } = tensorOf(gradient)
    const wanted = shapeFor(weight, gradient)
    if (!util.arraysEqual(shape, wanted)) {
      throw new Error(`adam: the gradient of '${name}' must have shape [${wanted}], got [${shape}]`)
    }
    for (const [what, type] of Object.entries({ weight: weight.variable.dtype, gradient: dtype })) {
      if (type !== 'float32') throw new Error(`adam: the ${what} '${name}' must be float32, got ${type}`)
    }
  }
}

/** The weight's shape, or of a gradient of some rows or columns as many as it has. */
function shapeFor({ shape, sparseAxis }: Weight, gradient: Gradient): number[] {
  if (!('indices' in gradient)) return [...shape]
  return shape.map((length, axis) => (axis === sparseAxis ? gradient.indices.length : length))
}
