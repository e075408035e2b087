import type { Weights } from '@hvamp/tensors'
import { dispose, keep, stack, type Tensor, type Tensor1D, tidy, variableGrads } from '@tensorflow/tfjs-core'
import type { LossTerms } from './trainable'

/** The terms of a loss, and the gradient for each weight. The caller owns the tensors. */
export interface LossAndGradients {
  readonly names: readonly string[]
  /** The terms in the order of `names` in one tensor, so that one read brings them all. */
  readonly terms: Tensor1D
  readonly gradients: Readonly<Record<string, Tensor>>
}

/**
 * Runs a loss forward and back; only the result stays in memory.
 *
 * @throws if a term is no scalar, or the loss does not depend on one of the weights
 */
export function lossAndGradients(weights: Weights, loss: () => LossTerms): LossAndGradients {
  let names: string[] = []
  let terms: Tensor1D | undefined
  try {
    const gradients = tidy(() => {
      const { grads } = variableGrads(
        () => {
          const found = loss()
          names = Object.keys(found)
          for (const name of names) {
            const { shape } = found[name]!
            if (shape.length > 0) throw new Error(`train: '${name}' must be a scalar, got shape [${shape}]`)
          }
          terms = keep(stack(Object.values(found)) as Tensor1D)
          return found.loss
        },
        Object.values(weights).map(({ variable }) => variable),
      )
      const byName: Record<string, Tensor> = {}
      for (const [name, { variable }] of Object.entries(weights)) {
        const gradient = grads[variable.name]
        if (!gradient)
          throw new Error(`train: the loss must depend on every weight, but does not on '${name}'`)
        byName[name] = gradient.clone() // one tensor can be the gradient of two weights: now each has its own
      }
      return byName
    })
    return { names, terms: terms!, gradients }
  } catch (error) {
    if (terms) dispose(terms)
    throw error
  }
}
