import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import type { SparseRows } from './sparse-rows'

/** log p(x | logits) of each row. */
export type LogLikelihood = (logits: Tensor2D, rows: SparseRows) => Tensor1D
