/** Attributes of the kernels `HvampAdam` and `HvampRowAdam`: how they take one step. See `adam` of @hvamp/training, which sends them. */
export interface AdamAttributes {
  /** Equal parts of the last dimension that are normalised each by its own norm. */
  readonly blocks: number
  /** Number of this step, from 1. */
  readonly step: number
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly normalize: boolean
  readonly weightDecay: number
}
