import { z } from 'zod'
import { count, flag, nonNegative, oneOf } from '../recommender/option-rules'
import { networkFit, variationalFit } from './fit-settings'
import type { ModelDefinition } from './model-definition'
import {
  dropout,
  gated,
  hidden,
  latent,
  layers,
  likelihood,
  sampledSoftmax,
  seed,
  weightDecay,
} from './shared-options'

const kl = oneOf(['monteCarlo', 'closedForm'])
  .default('monteCarlo')
  .describe('KL term by one sample, or in closed form where the prior has one')

const priors = ['gaussian', 'vamp', 'mixture', 'composite', 'exemplar'] as const

/** Names of the priors of the top latents. */
export type PriorName = (typeof priors)[number]

const prior = (name: PriorName) => oneOf(priors).default(name).describe('prior of the top latents')

const pseudoInputs = {
  pseudoInputs: count
    .default(1000)
    .describe('components K of a VampPrior or mixture, or exemplars drawn for a batch'),
  pseudoInputSupport: oneOf(['dense', 'users'])
    .default('dense')
    .describe('pseudo-inputs have values for all items, or sparse ones for those of training users'),
  pseudoInputItems: count
    .default(100)
    .describe('items of a sparse pseudo-input: of one user, or of a few joined'),
  pseudoInputStart: oneOf(['noise', 'users'])
    .default('noise')
    .describe('pseudo-inputs start as noise, or as the rows of K training users'),
  pseudoInputDropout: flag
    .default(true)
    .describe('drop entries of pseudo-inputs or exemplars like those of the input'),
  pseudoInputLearningRate: nonNegative
    .default(1)
    .describe(
      "learning rate of a VampPrior's pseudo-inputs, as a multiple of the others'; 0 never learns them",
    ),
}

const sizes = { hidden: hidden(600), latent: latent(200) }
const items = { dropout: dropout(0.5), likelihood: likelihood('multinomial'), sampledSoftmax }

/** A Bernoulli likelihood has no normaliser that a sample of the items could stand for. */
const canSample = (options: { readonly likelihood: string; readonly sampledSoftmax: number }) =>
  options.sampledSoftmax === 0 || options.likelihood === 'multinomial'
const samplingRule = { path: ['sampledSoftmax'], message: "must be 0 unless likelihood is 'multinomial'" }

/** H+Vamp (Kim and Suh 2019), gated by default: the paper's final model. */
export const hvamp = {
  name: 'hvamp',
  title: 'H+Vamp',
  options: z
    .strictObject({
      gated: gated(true),
      layers: layers(2),
      ...sizes,
      upperLatent: count.optional().describe('size of the upper latents z2'),
      ...items,
      kl,
      prior: prior('vamp'),
      ...pseudoInputs,
      seed,
    })
    .refine(canSample, samplingRule),
  sameAs: { upperLatent: 'latent' },
  fit: variationalFit,
} as const satisfies ModelDefinition

/** Vamp (Kim and Suh 2019). */
export const vamp = {
  name: 'vamp',
  title: 'Vamp',
  options: z
    .strictObject({
      gated: gated(false),
      layers: layers(1),
      ...sizes,
      ...items,
      kl,
      ...pseudoInputs,
      seed,
    })
    .refine(canSample, samplingRule),
  fit: variationalFit,
} as const satisfies ModelDefinition

/** Mult-VAE (Liang et al. 2018). */
export const multVae = {
  name: 'mult-vae',
  title: 'Mult-VAE',
  options: z
    .strictObject({
      gated: gated(false),
      layers: layers(1),
      ...sizes,
      ...items,
      kl,
      prior: prior('gaussian'),
      ...pseudoInputs,
      seed,
    })
    .refine(canSample, samplingRule),
  fit: variationalFit,
} as const satisfies ModelDefinition

/** Mult-DAE (Liang et al. 2018). */
export const multDae = {
  name: 'mult-dae',
  title: 'Mult-DAE',
  options: z
    .strictObject({ gated: gated(false), layers: layers(1), ...sizes, ...items, seed })
    .refine(canSample, samplingRule),
  fit: networkFit,
} as const satisfies ModelDefinition

/** RecVAE (Shenbin et al. 2020); epochs, batch and optimizer are those of the authors' run.py. */
export const recVae = {
  name: 'recvae',
  title: 'RecVAE',
  options: z
    .strictObject({
      layers: layers(5),
      ...sizes,
      ...items,
      kl,
      prior: prior('composite'),
      ...pseudoInputs,
      klPerInteraction: nonNegative
        .default(0.005)
        .describe("weight γ: a user's β is beta · γ · their interactions; 0 gives every user beta"),
      training: oneOf(['alternating', 'joint'])
        .default('alternating')
        .describe('train encoder and decoder in turns, or together'),
      encoderPasses: count.default(3).describe("passes over the data in the encoder's turn"),
      decoderPasses: count.default(1).describe("passes over the data in the decoder's turn"),
      seed,
    })
    .refine(canSample, samplingRule),
  fit: {
    ...variationalFit,
    ...{ beta: 1, warmUp: 0, epochs: 50, batchSize: 500, gradientNormalization: 'none' },
  },
} as const satisfies ModelDefinition

/** VASP (Vančura and Kordík 2021), in sizes of the other models: its authors use more layers and units. */
export const vasp = {
  name: 'vasp',
  title: 'VASP',
  options: z.strictObject({ layers: layers(3), ...sizes, dropout: dropout(0.5), seed }),
  fit: {
    ...variationalFit,
    ...{ beta: 0.1, warmUp: 20, epochs: 100, patience: 10 },
    gradientNormalization: 'none',
  },
} as const satisfies ModelDefinition

const { weightDecay: _, optimizer: __, ...fitWithoutDecay } = networkFit

/** CDAE (Wu et al. 2016); its loss has the weight decay, which touches every row, not the optimizer. */
export const cdae = {
  name: 'cdae',
  title: 'CDAE',
  options: z.strictObject({
    latent: latent(200),
    dropout: dropout(0.5),
    likelihood: likelihood('bernoulli'),
    weightDecay: weightDecay(0.01),
    seed,
  }),
  fit: fitWithoutDecay,
} as const satisfies ModelDefinition

/** AutoRec by users (Sedhain et al. 2015). */
export const autoRec = {
  name: 'autorec',
  title: 'AutoRec',
  options: z.strictObject({
    hidden: count.default(500).describe('units of the hidden layer'),
    dropout: dropout(0),
    seed,
  }),
  fit: {
    epochs: 100,
    batchSize: 200,
    learningRate: 0.001,
    gradientNormalization: 'none',
    weightDecay: 0.001,
  },
  ofRatings: true,
} as const satisfies ModelDefinition
