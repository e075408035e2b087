/** Attributes of the kernel `HvampAdam`: see `adam` of @hvamp/training, which sends them. */
export interface AdamStep {
  readonly blocks: number
  readonly step: number
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly normalize: boolean
  readonly weightDecay: number
}
