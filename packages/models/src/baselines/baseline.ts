import type { Interactions } from '@hvamp/data'
import type { NamedArrays } from '@hvamp/tensors'
import type { FitOptions, Recommender } from '../recommender/recommender'
import { requireModelItems } from '../recommender/require-model-items'
import { finish, type WaitingWork, type Work } from '../solvers/work'

/** What a baseline has learned: how it scores a history, and the arrays that it is saved as. */
export interface Scorer {
  readonly arrays: NamedArrays
  /** Adds the scores of all items to `scores`, which are 0 when it is called; a history may have ratings. */
  addScores(history: Int32Array, scores: Float64Array, ratings?: Float32Array): void
  /** Sets `vector` to that of a history, where the model has one. */
  setVector?(history: Int32Array, vector: Float64Array, ratings?: Float32Array): void
}

export interface BaselineOptions {
  readonly name: string
  /** What `restore` makes the model of, beside its arrays. */
  readonly options: Readonly<Record<string, unknown>>
  learn(train: Interactions, options: FitOptions): Work<Scorer> | WaitingWork<Scorer>
  /** Length of a history's vector, where the model has one. */
  readonly vectorSize?: number
  /** What was learned before, where the model was saved. */
  readonly itemIds?: readonly string[]
  readonly scorer?: Scorer
}

/**
 * A recommender without tensors, out of the way it learns.
 *
 * A fit that is stopped by its signal, or fails, leaves the model as it was before.
 */
export function baseline({
  name,
  options,
  learn,
  vectorSize,
  itemIds = [],
  scorer,
}: BaselineOptions): Recommender {
  let ids = itemIds
  let learned = scorer

  function fitted(what: string): Scorer {
    if (!learned) throw new Error(`${name}: must be fitted before it is ${what}`)
    return learned
  }

  /** One row for each history: 0, and then what `fill` makes of it. */
  function rowByRow(
    histories: Interactions,
    length: number,
    fill: (history: Int32Array, row: Float64Array, ratings?: Float32Array) => void,
  ): Float32Array {
    requireModelItems(name, ids, histories)
    const { userCount, offsets, items, values } = histories
    const rows = new Float32Array(userCount * length)
    const row = new Float64Array(length)
    for (let user = 0; user < userCount; user++) {
      row.fill(0)
      const [start, end] = [offsets[user]!, offsets[user + 1]!]
      fill(items.subarray(start, end), row, values?.subarray(start, end))
      rows.set(row, user * length)
    }
    return rows
  }

  return {
    name,
    get itemIds() {
      return ids
    },
    async fit(train, fitOptions = {}) {
      if (train.userCount === 0 || train.itemCount === 0) {
        throw new Error(
          `${name}.fit: interactions must have users and items, got ${train.userCount} and ${train.itemCount}`,
        )
      }
      const { result, epochs } = await finish(learn(train, fitOptions), fitOptions)
      if (result) {
        ids = train.itemIds
        learned = result
      }
      return { epochs, bestEpoch: undefined, stopped: result ? 'epochs' : 'aborted' }
    },
    score: async (histories) => {
      const { addScores } = fitted('asked for scores')
      return rowByRow(histories, ids.length, addScores)
    },
    async state() {
      return { model: name, options, itemIds: ids, arrays: fitted('saved').arrays }
    },
    dispose() {},
    ...(vectorSize !== undefined && {
      embed: async (histories: Interactions) => {
        const { setVector } = fitted('asked for vectors')
        return {
          shape: [histories.userCount, vectorSize],
          values: rowByRow(histories, vectorSize, setVector!),
        }
      },
    }),
  }
}
