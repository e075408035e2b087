import { requireKnown } from '@hvamp/random'
import { weightShapes } from '@hvamp/tensors'
import type { RowNetwork } from './autoencoder'

const BYTES = 4 // of a float32
const LAYER = 5 // tensors of a step for each bias or gain of a layer, of its length for each row
const HEADS = 7 // and more of them for each mean and log-variance of a prior's component, whose density is taken
const COMPOSED = 6 // tensors of scores at a time, where the loss is composed of ops
const PRODUCT = 14 // and where it is the focal loss of VASP, of the product of two paths
const RANKED_PRODUCT = 12 // and of its scores, where users are ranked
const VECTORS = 10 // tensors like the vectors of ELSA in a step, which has no scores
const PROJECTED = 15 // and of a vector for each row of the batch
const VALIDATED = 200 // users who are scored at a time

/** What of a weight matters to the memory. */
interface Size {
  readonly count: number
  readonly rows: number
  readonly kind: 'pseudo-inputs' | 'vectors' | 'of pairs' | 'of items' | 'of a layer' | 'small'
  /** Whether pseudo-inputs or exemplars go through it. */
  readonly ofComponents: boolean
  /** Whether it gives means and log-variances. */
  readonly isOfHeads: boolean
  readonly trainable: boolean
  /** Numbers of its second moment where there is one for each item. */
  readonly perRow: number
  /** Which part of a step touches few of its items. */
  readonly sparse: 'inputs' | 'outputs' | undefined
}

/** What decides how much memory a fit takes, beside the network. */
export interface FitSize {
  readonly items: number
  /** 200 by default. */
  readonly batchSize?: number | undefined
  /** Items that the users of a batch have together; all by default. It matters where a step touches few. */
  readonly batchItems?: number | undefined
  /** 'adam' by default. */
  readonly optimizer?: 'adam' | 'rowMoments' | undefined
  /** As the network has it; 0 by default. */
  readonly sampledSoftmax?: number | undefined
  /** Users that an exemplar prior draws for a batch, whose rows are encoded beside it; 0 by default. */
  readonly exemplars?: number | undefined
  /** Users to validate on; 0 by default. */
  readonly validationUsers?: number | undefined
  /** Whether the scores of a validation have a copy of what they multiply, as on wasm where there is room for it: by default. */
  readonly packs?: boolean | undefined
  /** Whether its loss is composed of ops, as of a Bernoulli likelihood and of squared errors: a multinomial likelihood is one kernel. */
  readonly isComposed?: boolean | undefined
  /** Whether its loss has a penalty on all weights, whose gradient is as large as they are. */
  readonly isPenalized?: boolean | undefined
}

/**
 * Bytes that the tensors of a network take while it is fitted, at most at one time: known before anything is allocated.
 *
 * The largest of three moments of a step, and of a validation. At its end each weight, its gradient and its two moments are there, the scores of the batch and
 * their gradient; under a VampPrior also three tensors like the pseudo-inputs, of sparse ones six, as their entries are sorted. First layers of sparse rows have no gradient in memory, as it
 * is computed where Adam uses it, or, with one second moment an item, one at a time; but two under dense pseudo-inputs, or where the users'
 * rows touch few items and pseudo-inputs others. Before, while the gradient
 * of the decoder is computed, the product has a copy of its operands. Where a step touches few items, gradients and scores are those of
 * these items. Estimates are within a tenth of what the fits of 65 random networks took; a test holds 15 %. A validation has
 * the weights, their moments and the scores of 200 users of all items, also where a step touches few; ELSA has these scores three times, and none in a step.
 *
 * @param build the network, whose weights are not started
 * @example fitMemory(() => hvampNetwork({ items: 200_000 }), { items: 200_000 }) > 2 ** 32 // does not fit into a wasm heap
 */
export function fitMemory(build: () => RowNetwork, options: FitSize): number {
  requireKnown('fitMemory: options', options, {
    ...{ items: true, batchSize: true, batchItems: true, optimizer: true, sampledSoftmax: true },
    ...{ validationUsers: true, packs: true, exemplars: true, isComposed: true, isPenalized: true },
  })
  const { items, batchSize = 200, batchItems = items, optimizer = 'adam', sampledSoftmax = 0 } = options
  const {
    validationUsers = 0,
    packs = true,
    exemplars = 0,
    isComposed = false,
    isPenalized = false,
  } = options
  const sizes = sizesOf(build, items)
  const isLean = optimizer === 'rowMoments'
  const sum = (fits: (size: Size) => boolean, of: (size: Size) => number = ({ count }) => count) =>
    sizes.filter(fits).reduce((total, size) => total + of(size), 0)
  const isTrained = ({ trainable }: Size) => trainable
  const frozen = sum((size) => !size.trainable)
  const inputs = sum(({ kind }) => kind === 'pseudo-inputs')
  const areDense = sizes.some(({ kind, count, rows }) => kind === 'pseudo-inputs' && count === rows * items)
  const isStored = areDense || (inputs > 0 && sampledSoftmax > 0) // the encoder's gradient, twice
  const moments = sum(isTrained) + sum(isTrained, ({ count, perRow }) => (isLean ? perRow : count))
  const state = sum(isTrained) + moments + frozen
  const validated = Math.min(validationUsers, VALIDATED) * items
  const vectors = sum(({ kind }) => kind === 'vectors')
  if (vectors > 0) {
    const spared = isLean ? 1 : 0
    const atStep = (VECTORS - spared) * vectors + PROJECTED * batchSize * (vectors / items)
    const atValidation = (4 - spared) * vectors + 3 * validated
    return BYTES * Math.max(atStep, atValidation)
  }
  const ofItems = sizes.filter(({ kind, trainable }) => kind === 'of items' && trainable)
  const [first, last] = [ofItems[0], ofItems.at(-1)] // in the order of a step
  const outputs = sampledSoftmax > 0 ? Math.min(items, batchItems + sampledSoftmax) : items
  const touchedShare = (size: Size): number => {
    if (size.sparse === 'outputs') return outputs / items
    const isFew = size.sparse === 'inputs' && (isLean || sampledSoftmax > 0)
    return isFew && !(inputs > 0 && size === first) ? Math.min(items, batchItems) / items : 1
  }
  const touched = (size: Size) => size.count * touchedShare(size)
  /** Whether its gradient is computed where it is used. */
  const isLazy = (size: Size) =>
    size.trainable &&
    size.sparse === 'inputs' &&
    size.rows === items &&
    !isPenalized &&
    !(isStored && size === first)
  const gradients = sum((size) => isTrained(size) && !isLazy(size), touched)
  const one = isLean ? Math.max(0, ...sizes.filter(isLazy).map(touched)) : 0
  const parts = sum((size) => isTrained(size) && touchedShare(size) < 1, touched)
  const scores = batchSize * outputs
  const components =
    exemplars +
    sum(
      ({ kind }) => kind === 'pseudo-inputs',
      (size) => size.rows,
    )
  const encoded = sum(({ kind, ofComponents }) => kind === 'of a layer' && ofComponents)
  const heads = sum(({ isOfHeads, ofComponents }) => isOfHeads && ofComponents)
  const ofBatch = sum(({ kind }) => kind === 'of a layer')
  const layers = LAYER * (batchSize * ofBatch + components * encoded) + HEADS * components * heads
  const encoder = first?.count ?? 0
  const decoder = last ? touched(last) : 0
  const atEnd =
    state +
    gradients +
    one +
    parts +
    2 * scores +
    (isStored ? encoder : 0) +
    (areDense ? 3 : 6) * inputs +
    layers
  const atDecoder = state + parts + 2 * decoder + 3 * scores + layers / 2
  const isProduct = sizes.some(({ kind }) => kind === 'of pairs')
  const composed = isProduct ? PRODUCT : isComposed ? COMPOSED : 0
  const atLoss = state + composed * scores + layers / 2
  const penalty = isPenalized ? sum(isTrained) : 0 // beside the gradients, of which one more is there while it is added to
  const more = isPenalized ? Math.max(...sizes.filter(isTrained).map(({ count }) => count)) : 0
  const ranked = isProduct ? RANKED_PRODUCT : packs ? 2 : 1
  const atValidation = state + (packs ? (last?.count ?? 0) : 0) + ranked * validated
  return BYTES * Math.max(atEnd + more, atDecoder + penalty, atLoss + penalty, atValidation)
}

function sizesOf(build: () => RowNetwork, items: number): Size[] {
  const shapes = weightShapes(build)
  const encoder = encoderOfComponents(Object.keys(shapes))
  return Object.entries(shapes).map(([name, { shape, trainable, sparseAxis }]): Size => {
    const isOfItems = shape.length > 1 && Math.max(...shape) >= items
    const isOfLayer = shape.length === 1 && shape[0]! < items
    const kind = isOfItems ? 'of items' : isOfLayer ? 'of a layer' : 'small'
    const ofShallow = name === 'ease.weight' ? 'of pairs' : kind
    const named = name === 'vectors' ? name : ofShallow
    const count = shape.reduce((product, length) => product * length, 1)
    return {
      count,
      rows: shape[0] ?? 1,
      kind: /\bpseudoInputs$/.test(name) ? 'pseudo-inputs' : named,
      ofComponents: name.startsWith(encoder),
      isOfHeads: /\bheads\.bias$/.test(name),
      trainable,
      perRow: sparseAxis === undefined ? count : shape[sparseAxis]!,
      sparse:
        sparseAxis === undefined || shape.length < 2 ? undefined : sparseAxis === 0 ? 'inputs' : 'outputs',
    }
  })
}

/** What the names of weights begin with in the encoder of pseudo-inputs or exemplars: the posterior whose prior has them. */
function encoderOfComponents(names: readonly string[]): string {
  const prior = names.find((name) => /\bprior\.(pseudoInputs|logVariance)$/.test(name))
  return prior ? prior.replace(/prior\.\w+$/, 'posterior.') : ''
}
