import type { Weight, Weights } from '@hvamp/tensors'

/** The weights of a sparse VampPrior: values, and the items that they are for. Both are [pseudo-inputs, entries]. */
export interface SparsePseudoInputs {
  /** Names of the two among the weights. */
  readonly names: { readonly values: string; readonly columns: string }
  readonly values: Weight
  readonly columns: Weight
}

/** The sparse VampPriors among the weights of a network: `pseudoInputs` with `columns` beside them. */
export function sparsePseudoInputs(weights: Weights): SparsePseudoInputs[] {
  return Object.entries(weights).flatMap(([name, columns]) => {
    const values = name.replace(/columns$/, 'pseudoInputs')
    if (!/(^|\.)columns$/.test(name) || !weights[values]) return []
    return [{ names: { values, columns: name }, values: weights[values], columns }]
  })
}
