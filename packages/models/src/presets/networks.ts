import { residualNetwork } from '@hvamp/layers'
import { random } from '@hvamp/random'
import { z } from 'zod'
import type { Autoencoder, RowNetwork } from '../autoencoder/autoencoder'
import { hvamp, multDae, multVae, recVae, vamp, vasp } from '../definitions/autoencoders'
import { elsa } from '../definitions/linear-models'
import { type ModelDefinition, type SettingsIn, settingsOf } from '../definitions/model-definition'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { Blueprint, PriorBlueprint } from './blueprint'
import { lowRankNetwork } from './low-rank-network'
import {
  alternatingPhases,
  autoencoderOf,
  decoderOf,
  linearDecoderOf,
  lowerPriorOf,
  posteriorOf,
  topOf,
} from './preset-parts'
import { productNetwork } from './product-network'

/** Builds the network of a preset, from its settings and a number of items. */
type Builder<Definition extends ModelDefinition, Network extends RowNetwork = Autoencoder> = (
  settings: SettingsIn<Definition>,
  items: number,
) => Network

function blueprintOf<Settings extends { readonly seed: number }>(
  settings: Settings,
  items: number,
): Settings & Pick<Blueprint, 'items' | 'random'> {
  return { ...settings, items, random: random(settings.seed).fork('weights') }
}

/** One latent under one prior. */
function flat(blueprint: PriorBlueprint): Autoencoder {
  return autoencoderOf(blueprint, {
    latents: [topOf(blueprint, { name: 'z', latent: blueprint.latent })],
    decoder: decoderOf(blueprint),
  })
}

export const buildMultVae: Builder<typeof multVae> = (settings, items) => flat(blueprintOf(settings, items))

export const buildMultDae: Builder<typeof multDae> = (settings, items) => {
  const blueprint = blueprintOf(settings, items)
  const posterior = posteriorOf(blueprint, { name: 'z', latent: blueprint.latent, logVariance: 'zero' })
  return autoencoderOf(blueprint, { latents: [{ name: 'z', posterior }], decoder: decoderOf(blueprint) })
}

export const buildVamp: Builder<typeof vamp> = (settings, items) =>
  flat({ ...blueprintOf(settings, items), prior: 'vamp' })

export const buildHvamp: Builder<typeof hvamp> = (settings, items) => {
  const blueprint = blueprintOf(settings, items)
  const { latent, upperLatent } = blueprint
  const lower = posteriorOf(blueprint, { name: 'z1', latent, above: upperLatent })
  return autoencoderOf(blueprint, {
    latents: [
      topOf(blueprint, { name: 'z2', latent: upperLatent }),
      { name: 'z1', posterior: lower, prior: lowerPriorOf(blueprint, upperLatent) },
    ],
    decoder: decoderOf(blueprint, upperLatent),
  })
}

export const buildRecVae: Builder<typeof recVae> = (settings, items) => {
  const blueprint = blueprintOf(settings, items)
  const { latent, klPerInteraction, training } = blueprint
  return autoencoderOf(blueprint, {
    latents: [topOf(blueprint, { name: 'z', latent, build: residualNetwork })],
    decoder: linearDecoderOf(blueprint),
    klPerInteraction,
    phases: training === 'alternating' ? alternatingPhases(blueprint) : undefined,
  })
}

export const buildVasp: Builder<typeof vasp, RowNetwork> = (settings, items) =>
  productNetwork(blueprintOf(settings, items))

export const buildElsa: Builder<typeof elsa, RowNetwork> = (settings, items) =>
  lowRankNetwork(blueprintOf(settings, items))

const sizes = z.object({ items: count })

const network =
  <Definition extends ModelDefinition, Network extends RowNetwork>(
    definition: Definition,
    build: Builder<Definition, Network>,
  ) =>
  ({ items, ...options }: z.input<Definition['options']> & { readonly items: number }): Network => {
    checked(sizes, { items }, definition.name)
    return build(settingsOf(definition, options), items)
  }

/**
 * Mult-VAE (Liang et al. 2018): one latent, standard Gaussian prior.
 *
 * @throws if an option is unknown or out of its limits
 */
export const multVaeNetwork = network(multVae, buildMultVae)

/**
 * Mult-DAE (Liang et al. 2018): the code is the mean itself, no noise and no KL.
 *
 * @throws if an option is unknown or out of its limits
 */
export const multDaeNetwork = network(multDae, buildMultDae)

/**
 * Vamp (Kim and Suh 2019): one latent under a VampPrior.
 *
 * @throws if an option is unknown or out of its limits
 */
export const vampNetwork = network(vamp, buildVamp)

/**
 * H+Vamp (Kim and Suh 2019): z2 under a VampPrior, z1 under p(z1 | z2); items from both.
 *
 * @throws if an option is unknown or out of its limits
 */
export const hvampNetwork = network(hvamp, buildHvamp)

/**
 * RecVAE (Shenbin et al. 2020): one latent under a composite prior, a β for each user, encoder and decoder in turns.
 *
 * @throws if an option is unknown or out of its limits
 */
export const recVaeNetwork = network(recVae, buildRecVae)

/**
 * VASP (Vančura and Kordík 2021): the product of a variational autoencoder's probabilities and a neural EASE's.
 *
 * @throws if an option is unknown or out of its limits
 */
export const vaspNetwork = network(vasp, buildVasp)

/**
 * ELSA (Vančura et al. 2022): item weights A Aᵀ − I of low rank.
 *
 * @throws if an option is unknown or out of its limits
 */
export const elsaNetwork = network(elsa, buildElsa)
