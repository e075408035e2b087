import { areInBlocks, type InteractionBlocks, type Interactions } from '@hvamp/data'
import type { NamedArray, NamedArrays } from '@hvamp/tensors'
import { defaultHalfLife, type ItemPopularity, itemPopularity } from '../recommender/item-popularity'
import type { FitOptions, Recommender } from '../recommender/recommender'
import { requireFitOptions } from '../recommender/require-fit-options'
import { requireModelItems } from '../recommender/require-model-items'
import type { ScoreScale } from '../recommender/score-scale'
import type { TrainingData } from '../recommender/training-data'
import { finish, type WaitingWork, type Work } from '../solvers/work'

/** What a baseline has learned: how it scores histories, and the arrays that it is saved as. */
export type Scorer = Learned & (RowScores | BatchScores)

interface RowScores {
  /** Adds the scores of all items to `scores`, which are 0 when it is called; a history may have ratings. */
  addScores(history: Int32Array, scores: Float64Array, ratings?: Float32Array): void
}

interface BatchScores {
  /** The scores of all items for each history, [users, items]. */
  scoresOf(histories: Interactions): Promise<Float32Array>
}

interface Learned {
  readonly arrays: NamedArrays
  /** Sets `vector` to that of a history, where the model has one and solves one after another. */
  setVector?(history: Int32Array, vector: Float64Array, ratings?: Float32Array): void
  /** The vectors of histories, [users, size], where the model solves many at once. */
  vectorsOf?(histories: Interactions): Promise<Float64Array>
  /** Sets `parts` to what each item of the history adds to the score of an item, where scores are such sums. */
  setContributions?(history: Int32Array, item: number, parts: Float64Array): void
  /** Sets `likeness` to how alike an item is to each item, where the model keeps neighbours. */
  setNeighbourhood?(item: number, likeness: Float32Array): void
  /** Vectors of the items, [items, size], where the model has such. */
  readonly itemVectors?: NamedArray
}

export interface BaselineOptions {
  readonly name: string
  /** What `restore` makes the model of, beside its arrays. */
  readonly options: Readonly<Record<string, unknown>>
  /** What its scores are. */
  readonly scale: ScoreScale
  /** What its scorers have beside scores. */
  readonly offers?: readonly ('contributions' | 'itemVectors' | 'neighbourhood')[] | undefined
  learn(train: Interactions, options: FitOptions): Work<Scorer> | WaitingWork<Scorer>
  /** Learns from users in blocks, where the model can. */
  learnInBlocks?(train: InteractionBlocks): Work<Scorer>
  /** Length of a history's vector, where the model has one. */
  readonly vectorSize?: number | undefined
  /** What was learned before, where the model was saved. */
  readonly itemIds?: readonly string[] | undefined
  readonly scorer?: Scorer | undefined
  readonly popularity?: ItemPopularity | undefined
}

/**
 * A recommender without tensors, out of the way it learns.
 *
 * A fit that is stopped by its signal, or fails, leaves the model as it was before.
 */
export function baseline({
  name,
  options,
  scale,
  offers = [],
  learn,
  learnInBlocks,
  vectorSize,
  itemIds = [],
  scorer,
  popularity,
}: BaselineOptions): Recommender {
  let ids = itemIds
  let learned = scorer
  let counted = popularity

  function fitted(what: string): Scorer {
    if (!learned) throw new Error(`${name}: must be fitted before it is ${what}`)
    return learned
  }

  function work(train: TrainingData, options: FitOptions) {
    if (!areInBlocks(train)) return learn(train, options)
    if (learnInBlocks) return learnInBlocks(train)
    throw new Error(
      `${name}.fit: interactions must be in memory, got blocks of users, which networks and popularity read`,
    )
  }

  /** One row for each history: 0, and then what `fill` makes of it. */
  function rowByRow(
    histories: Interactions,
    length: number,
    fill: (history: Int32Array, row: Float64Array, ratings?: Float32Array) => void,
  ): Float32Array {
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
    scale,
    get itemIds() {
      return ids
    },
    get popularity() {
      return counted
    },
    async fit(train, fitOptions = {}) {
      requireFitOptions(`${name}.fit`, fitOptions)
      if (train.userCount === 0 || train.itemCount === 0) {
        throw new Error(
          `${name}.fit: interactions must have users and items, got ${train.userCount} and ${train.itemCount}`,
        )
      }
      const counts = itemPopularity(train, fitOptions.halfLife ?? defaultHalfLife, `${name}.fit`)
      const { result, epochs } = await finish(work(train, fitOptions), fitOptions)
      if (result) {
        ids = train.itemIds
        learned = result
        counted = counts
      }
      return { epochs, bestEpoch: undefined, stopped: result ? 'epochs' : 'aborted' }
    },
    score: async (histories) => {
      const scorer = fitted('asked for scores')
      requireModelItems(name, ids, histories)
      return 'scoresOf' in scorer
        ? scorer.scoresOf(histories)
        : rowByRow(histories, ids.length, scorer.addScores)
    },
    async state() {
      return { model: name, options, itemIds: ids, arrays: fitted('saved').arrays, popularity: counted }
    },
    dispose() {},
    ...(offers.includes('contributions') && {
      contributions: async (history: Interactions, of: Int32Array) => {
        const { setContributions } = fitted('asked for contributions')
        requireModelItems(name, ids, history)
        const parts = new Float64Array(history.items.length)
        const all = new Float32Array(of.length * parts.length)
        for (const [i, item] of of.entries()) {
          parts.fill(0)
          setContributions!(history.items, item, parts)
          all.set(parts, i * parts.length)
        }
        return all
      },
    }),
    ...(offers.includes('neighbourhood') && {
      neighbourhood: async (of: Int32Array) => {
        const { setNeighbourhood } = fitted('asked for neighbours')
        const all = new Float32Array(of.length * ids.length)
        for (const [i, item] of of.entries()) {
          setNeighbourhood!(item, all.subarray(i * ids.length, (i + 1) * ids.length))
        }
        return all
      },
    }),
    ...(offers.includes('itemVectors') && {
      itemVectors: async () => fitted('asked for vectors').itemVectors!,
    }),
    ...(vectorSize !== undefined && {
      embed: async (histories: Interactions) => {
        const { setVector, vectorsOf } = fitted('asked for vectors')
        requireModelItems(name, ids, histories)
        return {
          shape: [histories.userCount, vectorSize],
          values: vectorsOf
            ? Float32Array.from(await vectorsOf(histories))
            : rowByRow(histories, vectorSize, setVector!),
        }
      },
    }),
  }
}
