import {
  type NamedArray,
  readWeights,
  trainedWeights,
  type Weights,
  weightShapes,
  writeWeights,
} from '@hvamp/tensors'
import { type TrainingError, trainingError } from '@hvamp/training'
import { earlierItems } from '../recommender/earlier-items'
import type { ModelState } from '../recommender/recommender'
import type { RowNetwork } from './autoencoder'
import { axisSources } from './axis-sources'
import { keptSupport } from './kept-support'
import { movedArray, type Sources } from './moved-array'
import { sparsePseudoInputs } from './sparse-pseudo-inputs'

/** A network that was built for some data and has fresh weights. */
interface FreshNetwork {
  readonly name: string
  readonly weights: Weights
  readonly itemIds: readonly string[]
  /** Number of training users. */
  readonly users: number
  /** Builds the same network for other data. */
  build(sizes: { readonly items: number; readonly users: number }): RowNetwork
}

/**
 * Sets the weights of a network to those of an earlier model of its kind, item by item; new items keep their fresh weights.
 *
 * The shapes of the same network with one item or one user more tell which axes of a weight stand for items or for training
 * users; items come first on such an axis. A model keeps no ids of its training users, so a weight of theirs starts as the
 * mean over them. Frozen weights stay fresh, but sparse pseudo-inputs keep their items.
 *
 * @param where prefix of error messages
 * @throws (HVAMP_OTHER_MODEL) if the state is one of another model or another network, or knows none of the items
 */
export async function startWarm(
  where: string,
  { name, weights, itemIds, users, build }: FreshNetwork,
  from: ModelState,
): Promise<void> {
  const items = itemIds.length
  const then = { earlier: earlierItems(where, name, itemIds, from), earlierCount: from.itemIds.length }
  const withItem = weightShapes(() => build({ items: items + 1, users }))
  const withUser = weightShapes(() => build({ items, users: users + 1 }))
  const supports = sparsePseudoInputs(weights)

  function arrayOf(weight: string): NamedArray {
    const array = from.arrays[weight]
    if (array) return array
    const message = `${where}: from must be of the same network, with '${weight}', got none`
    throw trainingError('HVAMP_OTHER_MODEL', message)
  }

  function otherNetwork(weight: string): TrainingError {
    const [own, before] = [weights[weight]!.shape, arrayOf(weight).shape]
    return trainingError(
      'HVAMP_OTHER_MODEL',
      `${where}: from must be of the same network, but for its items: '${weight}' is [${own}] with ${items} items, got [${before}] with ${then.earlierCount}`,
    )
  }

  async function keep(weight: string): Promise<void> {
    const { shape } = weights[weight]!
    const isOfUsers = withUser[weight]!.shape[0] !== shape[0]
    const before = isOfUsers ? meanOfRows(arrayOf(weight)) : arrayOf(weight)
    if (before.shape.length !== shape.length) throw otherNetwork(weight)
    const sources = shape.map((size, axis): Sources => {
      if (axis === 0 && isOfUsers) return new Int32Array(size)
      const growth = withItem[weight]!.shape[axis]! - size
      const found = axisSources(then, { size, sizeBefore: before.shape[axis], growth })
      if (found === 'other') throw otherNetwork(weight)
      return found
    })
    const own = { [weight]: weights[weight]! }
    const fresh = (await readWeights(own))[weight]!
    writeWeights(own, { [weight]: movedArray(fresh, before, sources) })
  }

  const supported = new Set(supports.map(({ names }) => names.values))
  for (const weight of Object.keys(trainedWeights(weights))) if (!supported.has(weight)) await keep(weight)
  for (const { names, values, columns } of supports) {
    const before = { values: arrayOf(names.values), columns: arrayOf(names.columns) }
    if (before.values.shape[0] !== values.shape[0]) throw otherNetwork(names.values)
    const fresh = await readWeights({ values, columns })
    const kept = keptSupport({ values: fresh.values!, columns: fresh.columns! }, before, placesOf(then))
    writeWeights({ values, columns }, { values: kept.values, columns: kept.columns })
  }
}

/** One row, the mean of all. */
function meanOfRows({ shape, values }: NamedArray): NamedArray {
  const [count = 0, ...rest] = shape
  const mean = new Float32Array(rest.reduce((product, length) => product * length, 1))
  for (const [i, value] of values.entries()) mean[i % mean.length]! += value / count
  return { shape: [1, ...rest], values: mean }
}

/** For each earlier item its number today, −1 where it has vanished. */
function placesOf({ earlier, earlierCount }: { earlier: Int32Array; earlierCount: number }): Int32Array {
  const places = new Int32Array(earlierCount).fill(-1)
  for (const [item, before] of earlier.entries()) if (before >= 0) places[before] = item
  return places
}
