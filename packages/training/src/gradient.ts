import type { Tensor } from '@tensorflow/tfjs-core'

/** The gradient of a weight in the rows or columns that a step touched; elsewhere it is 0. */
export interface SparseGradient {
  readonly indices: Int32Array // of the weight's `sparseAxis`, all different
  readonly values: Tensor
}

/** The gradient of a weight: as large as the weight, or that of a part. */
export type Gradient = Tensor | SparseGradient

/** Frees gradients of either kind; those that are freed already stay so. */
export function disposeGradients(gradients: Readonly<Record<string, Gradient>>): void {
  for (const gradient of Object.values(gradients)) tensorOf(gradient).dispose()
}

/** The numbers of a gradient of either kind. */
export function tensorOf(gradient: Gradient): Tensor {
  return 'indices' in gradient ? gradient.values : gradient
}
