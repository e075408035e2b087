import { areInBlocks, type InteractionRows, type Interactions } from '@hvamp/data'
import { rankUnseen, readRanking } from '@hvamp/layers'
import { requireKnown } from '@hvamp/random'
import { disposeWeights, readWeights, requireBackend, withoutStarts, writeWeights } from '@hvamp/tensors'
import { constant, train } from '@hvamp/training'
import { argMax, dispose, tidy } from '@tensorflow/tfjs-core'
import { blendDefinition } from '../definitions/blend'
import { type FitSettings, variationalFit } from '../definitions/fit-settings'
import { isModelName } from '../definitions/model-definitions'
import { defaultHalfLife, type ItemPopularity, itemPopularity } from '../recommender/item-popularity'
import type { FitOptions, ModelState, Recommender } from '../recommender/recommender'
import { requireFitOptions } from '../recommender/require-fit-options'
import { requireModelItems } from '../recommender/require-model-items'
import { isLogarithmic, type ScoreScale } from '../recommender/score-scale'
import type { RowNetwork } from './autoencoder'
import { epochsOfWarmUp, fitOptions, requireFitSettings, withDefaults } from './fit-options'
import { multipliedScores } from './multiplied-scores'
import { binaryRowMaker, emptyRows, type RowMaker } from './row-maker'
import { trainOptions } from './train-options'
import { startWarm } from './warm-start'

/** The sizes that a network is built for: those of the data it is first fitted on. */
export interface NetworkData {
  /** Columns of its input and of its scores. */
  readonly items: number
  /** Training users, for networks that learn something of each. */
  readonly users: number
}

export interface NetworkRecommenderOptions<Network extends RowNetwork = RowNetwork> {
  /** Name that it is saved under, which no model of this package has. */
  readonly name: string
  /** Builds the network, when the first fit begins or a saved model is loaded; its weights belong to the model. */
  build(data: NetworkData): Network
  /** Saved with the model, as JSON; a training is resumed only with the same options. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
  /** What its logits are: 'logProbability' by default, as under a multinomial likelihood. */
  readonly scale?: ScoreScale | undefined
  /** Makes the network's rows out of interactions: binary rows by default. */
  readonly rows?: RowMaker | undefined
  /** Sets weights that start from the data: called when the first fit begins. Of data in blocks it gets the first block. */
  readonly startFrom?: ((network: Network, train: InteractionRows) => void) | undefined
  /**
   * Defaults of `fit`: the paper's, unless given. Of given ones that lack `beta`, β is the paper's; `beta: 0` is for a network without a KL
   * term, so that `patience` counts from the first epoch on.
   */
  readonly fit?: FitSettings | undefined
}

/**
 * A recommender out of any network that scores rows: it is trained in shuffled batches of users.
 *
 * A saved model is loaded with its `build`: `loadModel(folder, { models: { mine: build } })`.
 *
 * @throws if an option is unknown, or the name is that of a model of this package, as which it would be loaded
 * @example networkRecommender({ name: 'mine', build: ({ items }) => autoencoder({ … }) })
 */
export function networkRecommender<Network extends RowNetwork>(
  options: NetworkRecommenderOptions<Network>,
): Recommender {
  requireOwnName('networkRecommender: name', options.name)
  return namedRecommender({ ...options, fit: withBeta(options.fit) })
}

/** Settings with a β: the paper's where none is given. */
function withBeta(fit: FitSettings = variationalFit): FitSettings {
  requireFitSettings('networkRecommender: fit', fit)
  const { beta, warmUp } = variationalFit
  return fit.beta === undefined ? { ...fit, beta, warmUp: fit.warmUp ?? warmUp } : fit
}

/** A recommender out of a network, also under the name of a model of this package. */
export function namedRecommender<Network extends RowNetwork>(
  options: NetworkRecommenderOptions<Network>,
): Recommender {
  return recommenderOf(options, undefined)
}

/** @throws if a model of this package has the name */
export function requireOwnName(where: string, name: string): void {
  if (isModelName(name) || name === blendDefinition.name) {
    throw new Error(`${where} must differ from those of the models of @hvamp/models, got '${name}'`)
  }
}

/**
 * The recommender that was saved in a state.
 *
 * @throws if the weights are not those of the network that is built, or there is no backend
 */
export function restoredNetworkRecommender<Network extends RowNetwork>(
  options: NetworkRecommenderOptions<Network>,
  { itemIds, users, arrays, popularity }: ModelState,
): Recommender {
  requireBackend(options.name)
  const network = withoutStarts(() => options.build({ items: itemIds.length, users: users ?? 0 }))
  try {
    writeWeights(network.weights, arrays)
  } catch (error) {
    disposeWeights(network.weights)
    throw error
  }
  return recommenderOf(options, { network, itemIds, users, popularity })
}

/** A network with what its scores mean. */
interface Fitted<Network> {
  readonly network: Network
  readonly itemIds: readonly string[]
  /** Number of training users that it was built for; undefined where a saved model does not say. */
  readonly users: number | undefined
  /** Undefined while the first fit runs, and where a model was saved without counts. */
  readonly popularity: ItemPopularity | undefined
}

/**
 * How a network is fitted by default: with patience where there are users to validate by, without a warm-up on a warm start; β is 0 of
 * a definition without one, whose model has no KL term.
 */
function defaultsOf(fit: FitSettings, { validation, from }: FitOptions): FitOptions {
  const settings = { ...fit, ...(!validation && { patience: undefined }), ...(from && { warmUp: 0 }) }
  return { klWeight: constant(0), ...fitOptions(settings) }
}

function recommenderOf<Network extends RowNetwork>(
  given: NetworkRecommenderOptions<Network>,
  restored: Fitted<Network> | undefined,
): Recommender {
  requireKnown('networkRecommender: options', given, {
    ...{ name: true, build: 'function', options: true, scale: true, rows: true, startFrom: true, fit: true },
  })
  const {
    name,
    build,
    options: modelOptions = {},
    scale = 'logProbability',
    rows = binaryRowMaker,
    startFrom,
    fit = variationalFit,
  } = given
  let fitted = restored
  let isDisposed = false

  function requireUndisposed(): void {
    if (isDisposed) throw new Error(`${name}: was disposed, and its weights with it`)
  }

  function requireFitted(what: string): Fitted<Network> {
    requireUndisposed()
    if (!fitted) throw new Error(`${name}: must be fitted before it is ${what}`)
    return fitted
  }

  function networkFor(histories: Interactions, what: string): Network {
    const { network, itemIds } = requireFitted(what)
    requireModelItems(name, itemIds, histories)
    return network
  }

  async function computed(histories: Interactions, compute: 'logits' | 'embed') {
    const network = networkFor(histories, 'asked for scores')
    const result = network[compute](rows.all(histories))
    try {
      return { shape: result.shape, values: (await result.data()) as Float32Array }
    } finally {
      result.dispose()
    }
  }

  async function located(histories: Interactions) {
    const network = networkFor(histories, 'asked for latents')
    const { means, components } = tidy(() => {
      const { means, responsibilities } = network.locate!(rows.all(histories))
      return { means, ...(responsibilities && { components: argMax(responsibilities, 1) }) }
    })
    try {
      return {
        means: { shape: means.shape, values: (await means.data()) as Float32Array },
        ...(components && { components: (await components.data()) as Int32Array }),
      }
    } finally {
      dispose(components ? [means, components] : means)
    }
  }

  const self: Recommender = {
    name,
    scale,
    get itemIds() {
      return fitted?.itemIds ?? []
    },
    get popularity() {
      return fitted?.popularity
    },
    async fit(interactions, options = {}) {
      requireUndisposed()
      const where = `${name}.fit`
      requireFitOptions(where, options)
      const { halfLife = defaultHalfLife, from, ...given } = options
      const { userCount: users, itemCount: items, itemIds } = interactions
      if (users === 0 || items === 0) {
        throw new Error(`${where}: interactions must have users and items, got ${users} and ${items}`)
      }
      const before = fitted
      if (before && from) throw new Error(`${where}: from must come with a first fit, got a later one`)
      if (before) requireModelItems(where, before.itemIds, interactions, 'interactions')
      else requireBackend(where)
      const popularity = itemPopularity(interactions, halfLife, where)
      const loop = trainOptions(
        { ...self, options: modelOptions },
        interactions,
        rows,
        withDefaults(given, defaultsOf(fit, { ...given, from })),
      )
      const { network } = before ?? { network: build({ items, users }) }
      try {
        const examples = areInBlocks(interactions) ? await interactions.read(0) : interactions
        if (!before) startFrom?.(network, examples)
        if (from) await startWarm(where, { name, weights: network.weights, itemIds, users, build }, from)
        network.learnFrom?.({
          count: examples.userCount,
          support: popularity.counts,
          rows: (numbers) => rows.some(examples, numbers),
        })
        fitted = before ?? { network, itemIds, users, popularity: undefined } // validation scores while training runs
        const report = await train(network, {
          ...loop,
          patienceFrom: loop.patienceFrom ?? warmedUp(network, loop),
        })
        fitted = { ...fitted, popularity }
        return report
      } catch (error) {
        fitted = before
        if (!before) disposeWeights(network.weights)
        throw error
      }
    },
    score: async (histories) => (await computed(histories, 'logits')).values,
    async rank(histories, { count, seen, allowed, weights, order }) {
      const network = networkFor(histories, 'asked for scores')
      const known = rows.all(histories)
      const ranking = tidy(() => ({
        ...rankUnseen(
          multipliedScores(network.logits(known), weights, scale),
          seen === 'exclude' ? known : emptyRows(known),
          count,
          { allowed, order, offsets: isLogarithmic(scale) ? weights?.map(Math.log) : undefined },
        ),
      }))
      try {
        return await readRanking(ranking)
      } finally {
        dispose([ranking.items, ranking.scores])
      }
    },
    embed: (histories) => computed(histories, 'embed'),
    get locate() {
      return fitted?.network.locate && located
    },
    async state() {
      const { network, itemIds, users, popularity } = requireFitted('saved')
      return {
        model: name,
        options: modelOptions,
        itemIds,
        users,
        popularity,
        arrays: await readWeights(network.weights),
      }
    },
    dispose() {
      if (fitted && !isDisposed) disposeWeights(fitted.network.weights)
      isDisposed = true
    },
  }
  return self
}

/** The epochs of the warm-up, from whose end on they count towards `patience`. */
function warmedUp(
  { phases }: RowNetwork,
  { klWeight, epochs, batchCount }: ReturnType<typeof trainOptions>,
): number {
  const passes = phases?.reduce((sum, { passes }) => sum + passes, 0) ?? 1
  return epochsOfWarmUp(klWeight, { epochs, batchCount: passes * batchCount })
}
