import { disposeWeights, withoutStarts } from '@hvamp/tensors'
import type { RowNetwork } from './autoencoder'

const BYTES = 4 // of a float32
const COPIES = 4 // of each weight: itself, two moments, its gradient
const LOGITS = 3 // of a batch: themselves, their normalised form, their gradient
const LARGEST = 0.5 // of the greatest weight: its gradient while it is normalised, beside what is freed by then
const PSEUDO_INPUTS = 4 // in a step: in [0, 1], left out at random, and the gradients of both

/**
 * Bytes that the tensors of a network take while it is fitted, at most at one time: known before anything is allocated.
 *
 * Estimated from the shapes of the weights and of a batch; within a fifth of what a fit takes with 10,000 items, 60 hidden units
 * and 60 pseudo-inputs or more. Below that, 36 random networks took between .76 and 1.20 of their estimates.
 *
 * @param build the network, whose weights are not started
 * @example fitMemory(() => hvampNetwork({ items: 200_000 }), { items: 200_000 }) > 2 ** 32 // does not fit into a wasm heap
 */
export function fitMemory(
  build: () => RowNetwork,
  { items, batchSize = 200 }: { readonly items: number; readonly batchSize?: number | undefined },
): number {
  const { weights } = withoutStarts(build)
  const sizes = Object.entries(weights).map(([name, { shape }]) => ({
    size: shape.reduce((product, length) => product * length, 1),
    isPseudoInput: /\bpseudoInputs$/.test(name),
  }))
  disposeWeights(weights)
  const sum = (of: typeof sizes) => of.reduce((total, { size }) => total + size, 0)
  const inputs = sum(sizes.filter(({ isPseudoInput }) => isPseudoInput))
  const largest = Math.max(...sizes.map(({ size }) => size))
  return (
    BYTES * (COPIES * sum(sizes) + LARGEST * largest + LOGITS * batchSize * items + PSEUDO_INPUTS * inputs)
  )
}
