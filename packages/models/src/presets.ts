import { bernoulliLogLikelihood, multinomialLogLikelihood } from '@hvamp/layers'
import { conditionalGaussian, type Prior, standardGaussian, vampPrior } from '@hvamp/priors'
import { random } from '@hvamp/random'
import { type Autoencoder, autoencoder, type Latent, type LatentPrior } from './autoencoder'
import { decoder } from './decoder'
import { type Encoder, gaussianEncoder } from './encoder'

/** Hyper-parameters shared by the presets; the defaults are the paper's. */
export interface PresetOptions {
  readonly items: number
  /** Units of each hidden layer. */
  readonly hidden?: number
  /** Dimension of the latent z, or z1 in a hierarchy. */
  readonly latent?: number
  /** Dimension of z2, the upper latent of a hierarchy; `latent` if not given. */
  readonly upperLatent?: number
  /** Hidden layers of each network. */
  readonly layers?: number
  /** Gated linear units instead of tanh. */
  readonly gated?: boolean
  /** Components K of the VampPrior. */
  readonly pseudoInputs?: number
  /** Share of the input dropped while training. */
  readonly dropout?: number
  readonly likelihood?: 'multinomial' | 'bernoulli'
  /** KL by one sample, or in closed form where the prior has one. */
  readonly kl?: 'monteCarlo' | 'closedForm'
  readonly seed?: number
}

function parts(options: PresetOptions) {
  const {
    items,
    hidden = 600,
    latent = 200,
    upperLatent = latent,
    layers = 1,
    gated = false,
    dropout = 0.5,
    seed = 0,
  } = options
  const noise = random(seed).fork('weights')
  const shared = { hidden, layers, activation: gated ? ('gated' as const) : ('tanh' as const) }
  const encoder = (name: string, size: number, beside?: number) =>
    gaussianEncoder({ ...shared, inputs: items, beside, latent: size, dropout, noise: noise.fork(name) })
  const decoderOf = (latents: number) =>
    decoder({
      ...shared,
      items,
      inputs: latent,
      beside: latents > 1 ? upperLatent : undefined,
      noise: noise.fork('decoder'),
    })
  const logLikelihood = options.likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood
  const finish = (latents: Latent[]) =>
    autoencoder({
      latents,
      decoder: decoderOf(latents.length),
      logLikelihood,
      kl: options.kl ?? 'monteCarlo',
    })
  const vamp = (posterior: Encoder) =>
    always(
      vampPrior({
        encode: (u, noise) => posterior.encode(u, undefined, noise),
        pseudoInputs: options.pseudoInputs ?? 1000,
        inputSize: items,
        noise: noise.fork('pseudoInputs'),
      }),
    )
  const conditional = (): LatentPrior => {
    const network = gaussianEncoder({ ...shared, inputs: upperLatent, latent, noise: noise.fork('prior') })
    const prior = conditionalGaussian({
      parameters: (above, noise) => network.encode(above, undefined, noise),
      weights: network.weights,
    })
    return {
      weights: prior.weights,
      given(above, noise) {
        if (!above) throw new Error('conditional prior: needs the latents above, got none')
        return prior.given(above, noise)
      },
    }
  }
  return { latent, upperLatent, encoder, finish, vamp, conditional }
}

/** A prior that does not look at the latents above. */
function always(prior: Prior): LatentPrior {
  return { given: () => prior, weights: prior.weights }
}

/** Mult-VAE (Liang et al. 2018): one latent, standard Gaussian prior. */
export function multVaeNetwork(options: PresetOptions): Autoencoder {
  const { latent, encoder, finish } = parts(options)
  return finish([{ name: 'z', posterior: encoder('z', latent), prior: always(standardGaussian({ latent })) }])
}

/** Mult-DAE (Liang et al. 2018): the code is the mean itself, no noise and no KL. */
export function multDaeNetwork(options: PresetOptions): Autoencoder {
  const { latent, encoder, finish } = parts(options)
  return finish([{ name: 'z', posterior: encoder('z', latent) }])
}

/** Vamp (Kim and Suh 2019): one latent under a VampPrior. */
export function vampNetwork(options: PresetOptions): Autoencoder {
  const { latent, encoder, finish, vamp } = parts(options)
  const posterior = encoder('z', latent)
  return finish([{ name: 'z', posterior, prior: vamp(posterior) }])
}

/** H+Vamp (Kim and Suh 2019): z2 under a VampPrior, z1 under p(z1 | z2); items from both. */
export function hvampNetwork(options: PresetOptions): Autoencoder {
  const { latent, upperLatent, encoder, finish, vamp, conditional } = parts({ layers: 2, ...options })
  const posterior = encoder('z2', upperLatent)
  return finish([
    { name: 'z2', posterior, prior: vamp(posterior) },
    { name: 'z1', posterior: encoder('z1', latent, upperLatent), prior: conditional() },
  ])
}
