import { requireKnown } from '@hvamp/random'
import { weightShapes } from '@hvamp/tensors'
import type { RowNetwork } from './autoencoder'

const BYTES = 4 // of a float32
const LAYER = 5 // tensors of a step for each bias or gain of a layer, of its length for each row
const VECTORS = 9.2 // tensors like the vectors of ELSA in a step, which has no scores

/** What of a weight matters to the memory. */
interface Size {
  readonly count: number
  readonly kind: 'pseudo-inputs' | 'vectors' | 'of items' | 'of a layer' | 'small'
  readonly trainable: boolean
}

/**
 * Bytes that the tensors of a network take while it is fitted, at most at one time: known before anything is allocated.
 *
 * The larger of two moments of a step. At its end each weight, its gradient and its two moments are there, the scores of the batch and
 * their gradient; under a VampPrior also a second gradient of the encoder, and three tensors like the pseudo-inputs. Before, while the gradient
 * of the decoder is computed, the product has a copy of its operands. Estimates are within a tenth of what the fits of 65 random
 * networks took; a test holds 15 %.
 *
 * @param build the network, whose weights are not started
 * @example fitMemory(() => hvampNetwork({ items: 200_000 }), { items: 200_000 }) > 2 ** 32 // does not fit into a wasm heap
 */
export function fitMemory(
  build: () => RowNetwork,
  options: { readonly items: number; readonly batchSize?: number | undefined },
): number {
  requireKnown('fitMemory: options', options, { items: true, batchSize: true })
  const { items, batchSize = 200 } = options
  const sizes = sizesOf(build, items)
  const sum = (fits: (size: Size) => boolean) =>
    sizes.filter(fits).reduce((total, { count }) => total + count, 0)
  const trained = sum(({ trainable }) => trainable)
  const frozen = sum(({ trainable }) => !trainable)
  const inputs = sum(({ kind }) => kind === 'pseudo-inputs')
  const ofItems = sizes.filter(({ kind, trainable }) => kind === 'of items' && trainable)
  const [encoder, decoder] = [ofItems[0]?.count ?? 0, ofItems.at(-1)?.count ?? 0] // in the order of a step
  const scores = batchSize * items
  const vectors = sum(({ kind }) => kind === 'vectors')
  if (vectors > 0) return BYTES * Math.max(VECTORS * vectors, 4 * vectors + 2 * scores)
  const rows = batchSize + inputs / items
  const layers = LAYER * rows * sum(({ kind }) => kind === 'of a layer')
  const atEnd = 4 * trained + frozen + 2 * scores + (inputs > 0 ? encoder + 3 * inputs : 0) + layers
  const atDecoder = 3 * trained + frozen + 2 * decoder + 3 * scores + layers / 2
  return BYTES * Math.max(atEnd, atDecoder)
}

function sizesOf(build: () => RowNetwork, items: number): Size[] {
  return Object.entries(weightShapes(build)).map(([name, { shape, trainable }]): Size => {
    const isOfItems = shape.length > 1 && Math.max(...shape) >= items
    const isOfLayer = shape.length === 1 && shape[0]! < items
    const kind = isOfItems ? 'of items' : isOfLayer ? 'of a layer' : 'small'
    const named = name === 'vectors' ? name : kind
    return {
      count: shape.reduce((product, length) => product * length, 1),
      kind: /\bpseudoInputs$/.test(name) ? 'pseudo-inputs' : named,
      trainable,
    }
  })
}
