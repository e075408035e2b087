import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count, nonNegative, seed, share } from '../recommender/option-rules'

/** Names of the autoencoder presets. */
export type PresetName = 'mult-vae' | 'mult-dae' | 'vamp' | 'hvamp' | 'recvae'

const priorNames = ['gaussian', 'vamp', 'mixture', 'composite', 'exemplar'] as const

/** The prior of the top latents: see @hvamp/priors. */
export type PriorName = (typeof priorNames)[number]

/** Hyper-parameters of the presets; the defaults are the paper's. What a model has no use for it leaves out. */
export interface PresetOptions {
  /** Number of items: columns of the input and of the scores. */
  readonly items: number
  /** Units of each hidden layer: 600 by default. */
  readonly hidden?: number | undefined
  /** Dimension of the latent z, or z1 in a hierarchy: 200 by default. */
  readonly latent?: number | undefined
  /** Dimension of z2, the upper latent of a hierarchy: `latent` by default. */
  readonly upperLatent?: number | undefined
  /** Hidden layers of each network: 2 by default for H+Vamp, 5 for RecVAE, 1 for the others. */
  readonly layers?: number | undefined
  /** Gated linear units instead of tanh; not by default. */
  readonly gated?: boolean | undefined
  /**
   * Of z, or z2 in a hierarchy: another prior than the model's own, which is 'gaussian' for Mult-VAE, 'vamp' for H+Vamp
   * and 'composite' for RecVAE.
   */
  readonly prior?: PriorName | undefined
  /** Components K of the VampPrior, or of a mixture, or exemplars drawn for a batch: 1000 by default. */
  readonly pseudoInputs?: number | undefined
  /** Share of the input dropped while training: 0.5 by default. */
  readonly dropout?: number | undefined
  /** Whether pseudo-inputs, or exemplars, are dropped alike while training; they are by default. */
  readonly pseudoInputDropout?: boolean | undefined
  /** What pseudo-inputs start as: noise, the default, or rows of training users, drawn when fitting begins. */
  readonly pseudoInputStart?: 'noise' | 'users' | undefined
  /** Of the items: multinomial by default. */
  readonly likelihood?: 'multinomial' | 'bernoulli' | undefined
  /** KL by one sample, the default, or in closed form where the prior has one. */
  readonly kl?: 'monteCarlo' | 'closedForm' | undefined
  /** γ of RecVAE: β of a user is γ · their interactions, 0.005 by default; 0 is the same β for all. */
  readonly klPerInteraction?: number | undefined
  /** How RecVAE trains: encoder and decoder in turns, the default, or together. */
  readonly training?: 'alternating' | 'joint' | undefined
  /** Passes through the data of the encoder's turn: 3 by default. */
  readonly encoderPasses?: number | undefined
  /** Passes through the data of the decoder's turn: 1 by default. */
  readonly decoderPasses?: number | undefined
  /** Of the weights that training starts from: 1 by default. */
  readonly seed?: number | undefined
}

const flag = z.boolean('must be true or false')

const schema = z.strictObject({
  items: count,
  hidden: count.default(600),
  latent: count.default(200),
  upperLatent: count.optional(),
  layers: count,
  gated: flag.default(false),
  prior: z.enum(priorNames, `must be one of ${priorNames.join(', ')}`).optional(),
  pseudoInputs: count.default(1000),
  dropout: share.default(0.5),
  pseudoInputDropout: flag.default(true),
  pseudoInputStart: z.enum(['noise', 'users'], "must be 'noise' or 'users'").default('noise'),
  likelihood: z
    .enum(['multinomial', 'bernoulli'], "must be 'multinomial' or 'bernoulli'")
    .default('multinomial'),
  kl: z.enum(['monteCarlo', 'closedForm'], "must be 'monteCarlo' or 'closedForm'").default('monteCarlo'),
  klPerInteraction: nonNegative.default(0.005),
  training: z.enum(['alternating', 'joint'], "must be 'alternating' or 'joint'").default('alternating'),
  encoderPasses: count.default(3),
  decoderPasses: count.default(1),
  seed: seed.default(1),
})

/** Preset options with nothing left open. */
export type PresetSettings = { readonly [Name in keyof PresetOptions]-?: NonNullable<PresetOptions[Name]> }

const ownPrior: Readonly<Record<PresetName, PriorName>> = {
  'mult-vae': 'gaussian',
  'mult-dae': 'gaussian', // it has none, but this asks for no options
  vamp: 'vamp',
  hvamp: 'vamp',
  recvae: 'composite',
}
const ofRecVae = ['klPerInteraction', 'training', 'encoderPasses', 'decoderPasses'] as const
const unusedBy: Readonly<Record<PresetName, readonly (keyof PresetOptions)[]>> = {
  'mult-vae': ['upperLatent', ...ofRecVae],
  'mult-dae': ['upperLatent', 'prior', 'kl', ...ofRecVae],
  vamp: ['upperLatent', 'prior', ...ofRecVae],
  hvamp: ofRecVae,
  recvae: ['upperLatent', 'gated'],
}
const usedByPrior: Readonly<Record<PriorName, readonly (keyof PresetOptions)[]>> = {
  gaussian: [],
  vamp: ['pseudoInputs', 'pseudoInputDropout', 'pseudoInputStart'],
  mixture: ['pseudoInputs'],
  composite: [],
  exemplar: ['pseudoInputs', 'pseudoInputDropout'],
}

/** Whether a preset has a use for an option. */
export function isUsed(
  name: PresetName,
  option: keyof PresetOptions,
  { prior }: Pick<PresetSettings, 'prior'>,
): boolean {
  return usedByPrior.vamp.includes(option)
    ? usedByPrior[prior].includes(option)
    : !unusedBy[name].includes(option)
}

/** The options that a preset has a use for, as they are saved: a prior only if it is not the model's own. */
export function usedOptions(
  name: PresetName,
  { items: _, ...settings }: PresetSettings,
): Readonly<Record<string, unknown>> {
  const used = Object.entries(settings).filter(
    ([option, value]) =>
      isUsed(name, option as keyof PresetOptions, settings) &&
      !(option === 'prior' && value === ownPrior[name]),
  )
  return Object.fromEntries(used)
}

const defaultLayers: Readonly<Record<PresetName, number>> = {
  'mult-vae': 1,
  'mult-dae': 1,
  vamp: 1,
  hvamp: 2,
  recvae: 5,
}

/**
 * The options of a preset with its defaults.
 *
 * @throws if one is out of its range, or no option at all
 */
export function presetSettings(name: PresetName, options: PresetOptions): PresetSettings {
  const settings = checked(schema, { ...options, layers: options.layers ?? defaultLayers[name] }, name)
  const given = unusedBy[name].includes('prior') ? undefined : settings.prior
  return {
    ...settings,
    upperLatent: settings.upperLatent ?? settings.latent,
    prior: given ?? ownPrior[name],
  }
}
