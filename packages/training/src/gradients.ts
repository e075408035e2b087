import { recordTouched, type TouchedPart, type Weight, type Weights } from '@hvamp/tensors'
import { dispose, engine, keep, stack, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core'
import type { Gradient, SparseGradient } from './gradient'
import type { LossTerms } from './trainable'
import { unitedParts } from './united-parts'

/** The terms of a loss, and the gradient for each weight. The caller owns the tensors. */
export interface LossAndGradients {
  readonly names: readonly string[]
  /** The terms in the order of `names` in one tensor, so that one read brings them all. */
  readonly terms: Tensor1D
  readonly gradients: Readonly<Record<string, Gradient>>
}

/**
 * Runs a loss forward and back; only the result stays in memory.
 *
 * @param touches 'few' gives sparse gradients to the weights of which the loss uses parts alone
 * @throws if a term is no scalar, or the loss does not depend on one of the weights
 */
export function lossAndGradients(
  weights: Weights,
  loss: () => LossTerms,
  touches: 'all' | 'few' = 'all',
): LossAndGradients {
  const entries = Object.entries(weights)
  const parts: TouchedPart[] = []
  const indices: Record<string, Int32Array> = {}
  let names: string[] = []
  let terms: Tensor1D | undefined
  try {
    const tensors = tidy(() => {
      const sources: Tensor[] = entries.map(([, { variable }]) => variable)
      const forward = () => {
        const found = touches === 'few' ? recordTouched(Object.values(weights), parts, loss) : loss()
        if (!found?.loss?.shape) {
          throw new Error(`train: loss must return scalars by name, with one called loss, got ${found}`)
        }
        names = Object.keys(found)
        for (const name of names) {
          const { shape } = found[name]!
          if (shape.length > 0) throw new Error(`train: '${name}' must be a scalar, got shape [${shape}]`)
        }
        terms = keep(stack(Object.values(found)) as Tensor1D)
        sources.push(...parts.map(({ values }) => values)) // tfjs reads the sources after the loss has run
        return found.loss
      }
      const { grads } = engine().gradients(forward, sources, undefined, true)
      const byName: Record<string, Tensor> = {}
      for (const [at, [name, weight]] of entries.entries()) {
        const gradient = gradientOf(weight, grads[at], parts, grads.slice(entries.length))
        if (!gradient)
          throw new Error(`train: the loss must depend on every weight, but does not on '${name}'`)
        if ('indices' in gradient) indices[name] = gradient.indices
        const values = 'indices' in gradient ? gradient.values : gradient
        byName[name] = values.clone() // one tensor can be the gradient of two weights: now each has its own
      }
      return byName
    })
    const gradients = Object.entries(tensors).map(([name, values]): [string, Gradient] => [
      name,
      indices[name] ? { indices: indices[name], values } : values,
    ])
    return { names, terms: terms!, gradients: Object.fromEntries(gradients) }
  } catch (error) {
    if (terms) dispose(terms)
    disposeTape()
    throw error
  } finally {
    for (const { values } of parts) values.dispose()
  }
}

/** Frees what the tape keeps for gradients: tfjs does so only once it has computed them. */
function disposeTape(): void {
  const { state } = engine()
  if (state.gradientDepth > 0) return // the tape of a gradient around this one
  dispose(state.activeTape?.flatMap(({ saved }) => saved ?? []) ?? [])
  state.activeTape = []
}

/** Of all uses of a weight: as a whole, and of its parts. */
function gradientOf(
  weight: Weight,
  whole: Tensor | undefined,
  parts: readonly TouchedPart[],
  ofParts: readonly (Tensor | undefined)[],
): Gradient | undefined {
  const own = parts.flatMap((part, at): SparseGradient[] => {
    const values = ofParts[at]
    return part.weight === weight && values ? [{ indices: part.indices, values }] : []
  })
  return own.length === 0 ? whole : unitedParts(weight, own, whole)
}
