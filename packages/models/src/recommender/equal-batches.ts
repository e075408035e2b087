import type { Interactions } from '@hvamp/data'
import { requireCount } from '@hvamp/random'
import { withEqualRows } from '@hvamp/tensors'
import type { Recommender } from './recommender'
import { sliceUsers } from './rows'

/**
 * The same model, which computes in batches of one size: the last of a call is filled up with its last history again.
 *
 * The last bits of a product of matrices can depend on how many rows it has, and with some libraries on where a row stands. Here they do not: a history has the same scores,
 * vector and ranking whatever histories it is asked with, on one machine and backend. So users can be divided among processes.
 *
 * @param model of which this is another view: what is done to one is done to both
 * @param size histories in a batch; a multiple of 16 leaves no kernel a remainder of rows
 * @throws if size is not a positive integer
 * @example const lists = await recommend(inEqualBatches(model, 256), histories, { batchSize: 256 })
 */
export function inEqualBatches(model: Recommender, size: number): Recommender {
  requireCount('inEqualBatches: size', size)
  const { rank, embed } = methodsOf(model)

  /** Numbers of each history, [users, width], of batches that are computed one after another. */
  async function rowsOf<Numbers extends Float32Array | Int32Array>(
    histories: Interactions,
    compute: (batch: Interactions) => Promise<Numbers>,
  ): Promise<Numbers> {
    const parts: Numbers[] = []
    for (let from = 0; from < histories.userCount; from += size) {
      const to = Math.min(from + size, histories.userCount)
      const values = await withEqualRows(() => compute(filled(sliceUsers(histories, from, to), size)))
      parts.push(values.subarray(0, (values.length / size) * (to - from)) as Numbers)
    }
    return parts.length === 1 ? parts[0]! : joined(parts)
  }

  return {
    ...model,
    ...methodsOf(model),
    name: model.name,
    ...(model.scale && { scale: model.scale }),
    get itemIds() {
      return model.itemIds
    },
    get popularity() {
      return model.popularity
    },
    get locate() {
      return model.locate?.bind(model)
    },
    score: (histories) => rowsOf(histories, (batch) => model.score(batch)),
    ...(rank && {
      async rank(histories, options) {
        const found: Float32Array[] = []
        const items = await rowsOf(histories, async (batch) => {
          const ranked = await rank(batch, options)
          const users = Math.min(size, histories.userCount - size * found.length)
          found.push(ranked.scores.subarray(0, users * options.count))
          return ranked.items
        })
        return { items, scores: found.length === 1 ? found[0]! : joined(found) }
      },
    }),
    ...(embed && {
      async embed(histories) {
        let width = 0
        const values = await rowsOf(histories, async (batch) => {
          const vectors = await embed(batch)
          width = vectors.shape[1]!
          return vectors.values as Float32Array
        })
        return { shape: [histories.userCount, width], values }
      },
    }),
  }
}

/** Its methods, which stay its own also where a model is of a class. */
function methodsOf(model: Recommender): Partial<Recommender> {
  const names = [
    'fit',
    'rank',
    'embed',
    'contributions',
    'itemVectors',
    'neighbourhood',
    'state',
    'dispose',
  ] as const
  return Object.fromEntries(names.flatMap((name) => (model[name] ? [[name, model[name].bind(model)]] : [])))
}

/** A batch of `size` histories, the last of which comes again and again. */
function filled(batch: Interactions, size: number): Interactions {
  const { userCount, offsets, items, values, userIds } = batch
  const missing = size - userCount
  if (missing === 0) return batch
  const [start, end] = [offsets[userCount - 1]!, offsets[userCount]!]
  const length = end - start
  const filledOffsets = new Int32Array(size + 1)
  filledOffsets.set(offsets)
  for (let row = userCount; row < size; row++) filledOffsets[row + 1] = filledOffsets[row]! + length
  const again = <Numbers extends Int32Array | Float32Array>(numbers: Numbers, all: Numbers): Numbers => {
    all.set(numbers)
    for (let row = 0; row < missing; row++) all.copyWithin(end + row * length, start, end)
    return all
  }
  const entries = end + missing * length
  return {
    ...batch,
    userCount: size,
    offsets: filledOffsets,
    items: again(items, new Int32Array(entries)),
    values: values && again(values, new Float32Array(entries)),
    userIds: [...userIds, ...new Array<string>(missing).fill(userIds[userCount - 1]!)],
  }
}

function joined<Numbers extends Float32Array | Int32Array>(parts: readonly Numbers[]): Numbers {
  const total = parts.reduce((sum, { length }) => sum + length, 0)
  const all = parts[0] instanceof Int32Array ? new Int32Array(total) : new Float32Array(total)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all as Numbers
}
