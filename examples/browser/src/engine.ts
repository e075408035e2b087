import type { BackendName } from '@hvamp/backends'
import {
  alignHistories,
  type Interactions,
  interactionsFrom,
  type Statistics,
  statistics,
  syntheticInteractions,
} from '@hvamp/data'
import { modelToFiles, type Recommendation, type Recommender, recommend } from '@hvamp/models'
import { getBackend } from '@tensorflow/tfjs-core'
import { madeUpTitles } from './made-up-titles'
import { measuredModels, type Results } from './measured-models'
import { ratingsIn } from './read-ratings'
import { isTitlesFile, readTitles } from './read-titles'
import { savedModel } from './saved-model'
import { startBackend } from './start-backend'
import { type TrainedModel, type TrainingUpdate, trainedModel } from './trained-model'
import type { TrainingPlan } from './training-plan'

/** What some files had in them. */
export interface Loaded {
  readonly ratings?: {
    readonly name: string
    readonly isMadeUp?: boolean
    /** Whether the numbers of a file were counts, such as plays, each of which is a like. */
    readonly wereCounts?: boolean
    readonly statistics: Statistics
  }
  readonly titles?: ReadonlyMap<string, string>
}

/** What the page needs to know of a model that can be asked. */
export interface ModelSummary {
  readonly name: string
  readonly gated: boolean
  /** Ids, most popular first where that is known. */
  readonly items: readonly string[]
  /** When it was trained, or where no file says so, when its files were written; in milliseconds since 1970. */
  readonly time: number
  readonly isTimeOfTraining: boolean
  /** What it was trained on, where that is known. */
  readonly data?: string
  /** How many people it was trained on, where that is known. */
  readonly people?: number
}

type Outcome = Pick<TrainedModel, 'stopped' | 'epochs' | 'bestEpoch' | 'seconds' | 'backend'> & {
  readonly summary: ModelSummary
  readonly results: Results
}

/** All that is computed: data, training and the model. It lives in a worker, so that the page stays alive. */
export type Engine = ReturnType<typeof engine>

/** An engine with nothing loaded. Each of its functions throws one line that says what is wrong, and changes nothing then. */
export function engine() {
  let data: { readonly name: string; readonly ratings: Interactions } | undefined
  let current: { readonly model: Recommender; readonly backend: BackendName } | undefined
  const measured = measuredModels()
  let stop = new AbortController()

  function use(name: string, ratings: Interactions): NonNullable<Loaded['ratings']> {
    data = { name, ratings }
    return { name, statistics: statistics(ratings) }
  }

  function replace(model: Recommender, backend: BackendName): void {
    current?.model.dispose()
    current = { model, backend }
  }

  /** Tensors stay with the backend that made them: a training that failed may have left another one. */
  async function usable(): Promise<Recommender> {
    if (!current) throw new Error('model: there must be one, got none')
    if (getBackend() !== current.backend) await startBackend(current.backend)
    return current.model
  }

  return {
    /** Starts a backend and says what computes now. */
    start: startBackend,

    /** Reads a file of ratings, one of titles, or both; or titles only, whatever else there is. */
    async read(
      files: readonly File[],
      kinds: 'all' | 'titles',
      onRows: (rows: number) => void,
    ): Promise<Loaded> {
      const areTitles = await Promise.all(files.map(isTitlesFile))
      const [ratingsFile, ...more] = files.filter((_, i) => kinds === 'all' && !areTitles[i])
      if (more.length > 0) {
        throw new Error(
          `ratings: must be one file, got ${ratingsFile!.name}, ${more.map(({ name }) => name).join(', ')}`,
        )
      }
      const titlesFiles = files.filter((_, i) => areTitles[i])
      const titles = new Map((await Promise.all(titlesFiles.map(readTitles))).flatMap((each) => [...each]))
      const found = ratingsFile && (await ratingsIn(ratingsFile, onRows))
      return {
        ...(found && {
          ratings: { ...use(ratingsFile.name, found.ratings), wereCounts: found.wereCounts },
        }),
        ...(titlesFiles.length > 0 && { titles }),
      }
    },

    /** Makes ratings up, for those who have none. */
    async makeUp(): Promise<Loaded> {
      const { interactions } = syntheticInteractions({ users: 2000, items: 500, seed: 1 })
      const ratings = { ...use('made-up ratings', interactions), isMadeUp: true }
      return { ratings, titles: madeUpTitles(interactions.itemIds) }
    },

    /**
     * Trains and measures a model, which is the one that is asked from then on.
     *
     * @param onUpdate where it lives in another thread, its promise is kept when the update has come there: updates and the outcome go
     *   ways of their own, and all updates have come before the outcome goes
     */
    async train(plan: TrainingPlan, onUpdate: (update: TrainingUpdate) => unknown): Promise<Outcome> {
      if (!data) throw new Error('ratings: must be loaded before training, got none')
      stop = new AbortController()
      const { name, ratings } = data
      let lastUpdate: unknown
      const outcome = await trainedModel(
        data,
        plan,
        (update) => {
          lastUpdate = onUpdate(update)
        },
        stop.signal,
      ).finally(() => lastUpdate)
      const { model, items, users, stopped, epochs, bestEpoch, seconds, backend } = outcome
      replace(model, backend ?? (getBackend() as BackendName))
      const summary: ModelSummary = {
        name: model.name,
        gated: plan.gated && backend !== undefined,
        items,
        time: Date.now(),
        isTimeOfTraining: true,
        data: name,
        people: users,
      }
      const results = measured.add(ratings, plan, outcome)
      return { summary, results, stopped, epochs, bestEpoch, seconds, backend }
    },

    /** Ends training after the step that runs; the best epoch so far counts. */
    stop: (): void => stop.abort(),

    /** Loads a model from the files that it was saved in; the others of its run's folder say when it was trained. */
    async load(files: readonly File[]): Promise<ModelSummary> {
      const backend = getBackend() as BackendName
      const { model, summary } = await savedModel(files)
      replace(model, backend)
      return summary
    },

    /** The model's files, by name. */
    save: async (): Promise<ReadonlyMap<string, Uint8Array>> => modelToFiles(await usable()),

    /** The best items for someone who likes these ones. */
    async recommend(liked: readonly string[], count: number): Promise<readonly Recommendation[]> {
      const model = await usable()
      const visitor = interactionsFrom(liked.map((item) => ({ user: 'visitor', item })))
      const [list] = await recommend(model, alignHistories(visitor, model.itemIds).histories, { count })
      return list!.items
    },
  }
}
