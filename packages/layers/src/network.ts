import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { joinWeights, type Weights } from '@hvamp/tensors'
import { tidy } from '@tensorflow/tfjs-core'
import { type Activation, type Layer, unit } from './unit'

export interface NetworkOptions {
  readonly inputs: number
  /** Columns of the side input: 0, the default, if there is none. */
  readonly sideInputs?: number | undefined
  readonly hidden: number
  readonly layers: number
  readonly activation: Activation
  /** 'inputs' where the first layer's are the columns of sparse rows, of which a step may touch few: see `unit`. */
  readonly sparse?: 'inputs' | undefined
  /** What the weights start from. */
  readonly random: Random
}

/**
 * The names of the options of a network, for functions that check those given to them and hand them on.
 *
 * @example requireKnown('decoder: options', options, { ...networkOptionNames, items: true })
 */
export const networkOptionNames = {
  inputs: true,
  sideInputs: true,
  hidden: true,
  layers: true,
  activation: true,
  sparse: true,
  random: 'random',
} as const satisfies Readonly<Record<keyof NetworkOptions, true | 'random'>>

/**
 * Hidden layers of equal width over one input, or two: x and a side input.
 *
 * Two inputs meet at once when there is one layer, concat(x, side) → H; with L ≥ 2 layers each has a layer of
 * its own first, x → H and side → H, then concat 2H → H, then L − 2 more (Kim and Suh 2019, reference code).
 *
 * @throws if a size or the number of layers is not a positive integer; on use, if the side input is missing
 * @example network({ inputs: 784, hidden: 300, layers: 2, activation: 'gated', random: random(1) }).apply(x)
 */
export function network(options: NetworkOptions): Layer {
  requireKnown('network: options', options, networkOptionNames)
  const { inputs, sideInputs = 0, hidden, layers, activation, sparse, random } = options
  requireCount('network: layers', layers)
  requireCount('network: sideInputs', sideInputs, 0)
  const layer = (name: string, width: number, sparse?: 'inputs') =>
    unit({ inputs: width, outputs: hidden, activation, sparse, random: random.fork(name) })
  if (sideInputs === 0 || layers === 1) {
    const first = layer('0', inputs + sideInputs, sparse)
    return chain(
      first,
      Array.from({ length: layers - 1 }, (_, i) => layer(`${i + 1}`, hidden)),
      { 0: first.weights },
    )
  }
  const left = layer('left', inputs, sparse)
  const right = layer('right', sideInputs)
  const joint = layer('joint', 2 * hidden)
  const first: Layer = {
    weights: {},
    apply(x, z) {
      if (!z) throw new Error(`network: a side input of ${sideInputs} columns must be given, got none`)
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
    apply: (x, side) => tidy(() => rest.reduce((hidden, layer) => layer.apply(hidden), first.apply(x, side))),
  }
}
