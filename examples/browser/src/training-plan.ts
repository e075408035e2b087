import type { BackendName } from '@hvamp/backends'
import { ease, type FitOptions, hvamp, itemKnn, multVae, type Recommender, vamp } from '@hvamp/models'
import { warmUp } from '@hvamp/training'
import type { ModelName } from './model-choices'

/** The numbers under "More settings". */
export interface Sizes {
  readonly hidden: number
  readonly latent: number
  readonly layers: number
  readonly pseudoInputs: number
  readonly dropout: number
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  readonly klWeight: number
  readonly l2: number
  readonly atLeast: number
  readonly seed: number
}

/** All that the visitor decides about a training. */
export interface TrainingPlan extends Sizes {
  readonly model: ModelName
  readonly gated: boolean
  readonly backend: BackendName | 'auto'
}

const steps = 1800 // a minute or so without a GPU

/** Sizes for a first look, small enough for a browser, and epochs that make about as many steps of any data. */
export function defaultSizes(users: number): Sizes {
  const batchSize = 100
  const epochs = Math.round(steps / Math.ceil(users / batchSize))
  return {
    hidden: 100,
    latent: 32,
    layers: 1,
    pseudoInputs: 50,
    dropout: 0.5,
    epochs: Math.max(6, Math.min(60, epochs)),
    batchSize,
    learningRate: 0.002,
    klWeight: 0.3,
    l2: 500,
    atLeast: 4,
    seed: 1,
  }
}

/** The model of a plan, not trained yet. */
export function modelOf(plan: TrainingPlan): Recommender {
  const { hidden, latent, layers, pseudoInputs, dropout, gated, seed } = plan
  const options = { hidden, latent, layers, pseudoInputs, dropout, gated, seed }
  const makers: Readonly<Record<ModelName, () => Recommender>> = {
    ease: () => ease({ l2: plan.l2 }),
    'item-knn': () => itemKnn(),
    'mult-vae': () => multVae(options),
    vamp: () => vamp(options),
    hvamp: () => hvamp(options),
  }
  return makers[plan.model]()
}

/** How it is trained: the KL weight grows over the first third, then a sixth without improvement ends it. */
export function fitOptionsOf({ epochs, batchSize, learningRate, klWeight, seed }: TrainingPlan): FitOptions {
  const warmUpEpochs = Math.ceil(epochs / 3)
  return {
    epochs,
    batchSize,
    klWeight: warmUp({ to: klWeight, epochs: warmUpEpochs }),
    patience: Math.ceil(epochs / 6),
    patienceFrom: warmUpEpochs,
    optimizer: { learningRate },
    seed,
  }
}
