import type { Interactions } from '@hvamp/data'
import type { PresetName, Recommender } from '@hvamp/models'
import type { FittingSettings } from './fitting'
import type { HyperParameters } from './hyper-parameters'

/** What a recommender is made of. */
export interface Parts {
  readonly options: HyperParameters
  readonly train: Interactions
  readonly seed: number
  /** Of the optimizer or, where a model has it in its loss, of that. */
  readonly weightDecay: number | undefined
  readonly threads: number | undefined
}

/** All that commands know of a model. */
export interface ModelDefinition {
  /** As it is called in papers. */
  readonly title: string
  /** The options that it has a use for, each with its default. */
  readonly defaults: Partial<HyperParameters & FittingSettings>
  /** What `tune` tries when it is not told: values of options, by their names. */
  readonly space: Partial<Record<keyof ModelDefinition['defaults'], string>>
  /** Whether it learns ratings, which are kept for it then. */
  readonly ofRatings?: true
  /** Whether `weightDecay` is in its loss, and not the optimizer's. */
  readonly decaysInLoss?: true
  make(parts: Parts): Promise<Recommender>
}

const library = () => import('@hvamp/models') // with TensorFlow.js: help and errors do without

type Defaults = ModelDefinition['defaults']
const loop: Defaults = {
  epochs: 400,
  batch: 200,
  patience: 50,
  learningRate: 0.0005,
  gradientNormalization: 'perTensor',
  weightDecay: 0,
}
const network: Defaults = {
  ...{ gated: false, layers: 1, hidden: 600, latent: 200, dropout: 0.5 },
  likelihood: 'multinomial',
  ...loop,
}
const variational: Defaults = {
  ...network,
  ...{ beta: 0.3, warmUp: 100, warmUpSteps: undefined },
  kl: 'monteCarlo',
}
const vampPrior: Defaults = {
  ...variational,
  pseudoInputs: 1000,
  pseudoInputStart: 'noise',
  pseudoInputDropout: true,
}
const flexible: Defaults = { ...vampPrior, prior: undefined } // undefined: the model's own

const sizes = { hidden: '300,600', latent: '100,200' }
/** What the paper searched. */
const papers = { ...sizes, beta: '0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1' }
const neighbourhoods = { neighbours: '20,50,100,200,400', shrinkage: '0,10,50,100' }

const preset = (name: PresetName) => ({
  make: async ({ options, train, seed }: Parts) =>
    (await library()).preset(name, { ...options, items: train.itemCount, seed }),
})

/** Every model that can be trained, by the name that it is saved under. */
export const modelTable = {
  hvamp: {
    title: 'H+Vamp',
    defaults: { ...flexible, gated: true, layers: 2, upperLatent: undefined },
    space: papers,
    ...preset('hvamp'),
  },
  vamp: { title: 'Vamp', defaults: vampPrior, space: papers, ...preset('vamp') },
  'mult-vae': { title: 'Mult-VAE', defaults: flexible, space: papers, ...preset('mult-vae') },
  'mult-dae': {
    title: 'Mult-DAE',
    defaults: network,
    space: { ...sizes, dropout: '0.3,0.5,0.7' },
    ...preset('mult-dae'),
  },
  recvae: {
    title: 'RecVAE',
    defaults: {
      ...{ layers: 5, hidden: 600, latent: 200, dropout: 0.5, likelihood: 'multinomial' },
      prior: undefined,
      ...{ pseudoInputs: 1000, pseudoInputStart: 'noise', pseudoInputDropout: true, kl: 'monteCarlo' },
      ...{ klPerInteraction: 0.005, training: 'alternating', encoderPasses: 3, decoderPasses: 1 },
      ...loop,
      ...{ beta: 1, warmUp: 0, epochs: 100, batch: 500, gradientNormalization: 'none' },
    },
    space: { ...sizes, klPerInteraction: '0.0025,0.0035,0.005,0.007,0.01' },
    ...preset('recvae'),
  },
  cdae: {
    title: 'CDAE',
    defaults: { ...loop, latent: 200, dropout: 0.5, likelihood: 'bernoulli', weightDecay: 0.01 },
    space: { latent: '100,200', weightDecay: '0.01,0.1,1,10,100' },
    decaysInLoss: true,
    make: async ({ options, train, seed, weightDecay }) =>
      (await library()).cdae({
        ...options,
        weightDecay,
        seed,
        items: train.itemCount,
        users: train.userCount,
      }),
  },
  wmf: {
    title: 'WMF',
    defaults: {
      factors: 100,
      positiveWeight: 10,
      l2: 10,
      epochs: 15,
      solver: 'cholesky',
      conjugateGradientSteps: 3,
    },
    space: { factors: '100,200', positiveWeight: '2,5,10,30,50,100' },
    make: async ({ options, seed }) => (await library()).wmf({ ...options, seed }),
  },
  slim: {
    title: 'SLIM',
    defaults: { l1: 1, l2: 1 },
    space: { l1: '0.1,0.5,1,5', l2: '0.1,0.5,1,5' },
    make: async ({ options, threads }) =>
      (await library()).slim(options, (await import('@hvamp/models/node')).inThreads({ threads })),
  },
  ease: {
    title: 'EASE',
    defaults: { l2: 500 },
    space: { l2: '50,100,200,300,500,700,1000,2000' },
    make: async ({ options }) => {
      const { lapackInverse } = await import('@hvamp/backends')
      return (await library()).ease(options, await lapackInverse().catch(() => undefined)) // else its own, slower
    },
  },
  'item-knn': {
    title: 'Item-kNN',
    defaults: { neighbours: 100, shrinkage: 10 },
    space: neighbourhoods,
    make: async ({ options }) => (await library()).itemKnn(options),
  },
  'user-knn': {
    title: 'User-kNN',
    defaults: { neighbours: 100, shrinkage: 10 },
    space: neighbourhoods,
    make: async ({ options }) => (await library()).userKnn(options),
  },
  mf: {
    title: 'MF',
    defaults: { factors: 20, l2: 0.1, weighting: 'perRating', epochs: 15 },
    space: { factors: '10,20,50', l2: '0.03,0.05,0.1,0.2' },
    ofRatings: true,
    make: async ({ options, seed }) => (await library()).matrixFactorization({ ...options, seed }),
  },
  autorec: {
    title: 'AutoRec',
    defaults: {
      ...{ hidden: 500, dropout: 0, epochs: 100, batch: 200 },
      ...{ learningRate: 0.001, gradientNormalization: 'none', weightDecay: 0.001 },
    },
    space: { hidden: '100,300,500', weightDecay: '0.0003,0.001,0.003' },
    ofRatings: true,
    make: async ({ options, train, seed }) =>
      (await library()).autoRec({ ...options, items: train.itemCount, seed }),
  },
  popularity: {
    title: 'Popularity',
    defaults: {},
    space: {},
    make: async () => (await library()).popularity(),
  },
} satisfies Readonly<Record<string, ModelDefinition>>

export type ModelName = keyof typeof modelTable

export const modelNames = Object.keys(modelTable) as [ModelName, ...ModelName[]]

/** Whether there is a definition of this name. */
export function isModelName(name: string): name is ModelName {
  return Object.hasOwn(modelTable, name)
}

/** The definition of a model. */
export function definitionOf(model: ModelName): ModelDefinition {
  return modelTable[model]
}

/** Whether a model has a use for an option. */
export function isUsedBy(model: ModelName, option: string): boolean {
  return Object.hasOwn(modelTable[model].defaults, option)
}

/** Names of the models that have a use for an option. */
export function usersOf(option: string): ModelName[] {
  return modelNames.filter((model) => isUsedBy(model, option))
}

/** A model as papers call it: H+Vamp (Gated). */
export function modelTitle({ model, gated }: { model: ModelName; gated?: boolean | undefined }): string {
  const { title } = modelTable[model]
  return gated ? `${title} (Gated)` : title
}
