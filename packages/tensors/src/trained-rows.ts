import type { Tensor2D } from '@tensorflow/tfjs-core'

/**
 * Sparse rows whose values are trained: they are on the device, so that gradients reach them. Every row has the same number
 * of entries.
 */
export interface TrainedRows {
  readonly columnCount: number
  readonly columns: Tensor2D // [rows, entries], float32: whole numbers in [0, columnCount), all different in a row
  readonly values: Tensor2D // [rows, entries]
}
