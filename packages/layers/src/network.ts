import { type Random, requireCount } from '@hvamp/random'
import { joinWeights, type Weights } from '@hvamp/tensors'
import { tidy } from '@tensorflow/tfjs-core'
import { type Activation, type Layer, unit } from './unit'

export interface NetworkOptions {
  readonly inputs: number
  /** Columns of a second input, if there is one. */
  readonly beside?: number | undefined
  readonly hidden: number
  readonly layers: number
  readonly activation: Activation
  readonly noise: Random
}

/**
 * Hidden layers of equal width over one input or two.
 *
 * Two inputs meet at once when there is one layer, concat(x, beside) → H; with L ≥ 2 layers each has a layer of
 * its own first, x → H and beside → H, then concat 2H → H, then L − 2 more (Kim and Suh 2019, reference code).
 *
 * @throws if a size or the number of layers is not a positive integer; on use, if a second input is missing
 * @example network({ inputs: 784, hidden: 300, layers: 2, activation: 'gated', noise: random(1) }).apply(x)
 */
export function network({ inputs, beside = 0, hidden, layers, activation, noise }: NetworkOptions): Layer {
  requireCount('network: layers', layers)
  const layer = (name: string, width: number) =>
    unit({ inputs: width, outputs: hidden, activation, noise: noise.fork(name) })
  if (beside === 0 || layers === 1) {
    const first = layer('0', inputs + beside)
    return chain(
      first,
      Array.from({ length: layers - 1 }, (_, i) => layer(`${i + 1}`, hidden)),
      { 0: first.weights },
    )
  }
  const left = layer('left', inputs)
  const right = layer('right', beside)
  const joint = layer('joint', 2 * hidden)
  const first: Layer = {
    weights: {},
    apply(x, z) {
      if (!z)
        throw new Error(`network: a second input of ${beside} columns is expected beside the first, got none`)
      return joint.apply(left.apply(x), right.apply(z))
    },
  }
  const rest = Array.from({ length: layers - 2 }, (_, i) => layer(`${i + 1}`, hidden))
  return chain(first, rest, { left: left.weights, right: right.weights, joint: joint.weights })
}

function chain(first: Layer, rest: readonly Layer[], firstWeights: Record<string, Weights>): Layer {
  const named = Object.fromEntries(rest.map((layer, i) => [`${i + 1}`, layer.weights]))
  return {
    weights: joinWeights({ ...firstWeights, ...named }),
    apply: (x, beside) =>
      tidy(() => rest.reduce((hidden, layer) => layer.apply(hidden), first.apply(x, beside))),
  }
}
