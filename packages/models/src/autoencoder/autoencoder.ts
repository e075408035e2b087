import type { Layer, LogLikelihood, SparseRows } from '@hvamp/layers'
import { l2Normalize, rowSums } from '@hvamp/layers'
import { type DiagonalGaussian, klMonteCarlo } from '@hvamp/priors'
import { type Random, requireKnown } from '@hvamp/random'
import { joinWeights } from '@hvamp/tensors'
import type { Trainable } from '@hvamp/training'
import {
  add,
  addN,
  concat,
  mean,
  mul,
  neg,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core'
import type { TrainingExamples, UserRows } from '../recommender/rows'
import type { ItemDecoder } from './decoder'
import type { Encoder } from './encoder'
import { type ItemSampler, itemSampler } from './item-sampler'
import type { LatentPrior, PriorContext } from './latent-prior'
import { type AutoencoderPhase, trainingPhases } from './phases'
import { requireObjective } from './require-objective'

/** One level of the hierarchy of latents. */
export interface Latent {
  /** Prefix of its weights, and of the randomness that is its own. */
  readonly name: string
  readonly posterior: Encoder
  /** Without a prior the level is a plain code: no noise, no KL (a denoising autoencoder). */
  readonly prior?: LatentPrior | undefined
}

export interface AutoencoderOptions {
  /** From the top of the hierarchy down: [z] or [z2, z1]. */
  readonly latents: readonly Latent[]
  /** Logits from the lowest latents and, beside them, those above: concat(z1, z2). */
  readonly decoder: Layer | ItemDecoder
  readonly logLikelihood: LogLikelihood
  /**
   * Items drawn for each step of training beside those of its rows, to stand for all in a multinomial likelihood: see `itemSampler`.
   * A step then touches only these columns of the decoder's last layer, and the rows of the batch's items of the encoder's first. It
   * needs a decoder of `decoder` or `linearDecoder`. 0, the default, takes all items.
   */
  readonly sampledSoftmax?: number | undefined
  /** KL by one sample (the reference), or in closed form where the prior has one. */
  readonly kl?: 'monteCarlo' | 'closedForm' | undefined
  /**
   * β of a row is klWeight · klPerInteraction · the sum of its values, so that the KL keeps pace with the likelihood
   * (Shenbin et al. 2020, where it is γ). 0, the default, leaves klWeight for all rows.
   */
  readonly klPerInteraction?: number | undefined
  /** Parts of an epoch that train encoder or decoder; without them both are trained together. */
  readonly phases?: readonly AutoencoderPhase[] | undefined
}

/** Where rows lie in the latents at the top of the hierarchy. */
export interface LocatedRows {
  readonly means: Tensor2D // [rows, latent], of the posterior
  readonly responsibilities?: Tensor2D // [rows, K]
}

/** A network that scores items for sparse rows: all that `networkRecommender` needs. */
export interface RowNetwork extends Trainable<SparseRows> {
  /** A vector for each row: [rows, size]. */
  embed(rows: SparseRows): Tensor2D
  /** Scores of all items: [rows, items]. */
  logits(rows: SparseRows): Tensor2D
  /** The top latents of each row, and the shares of their prior's components in them where it is a mixture. */
  locate?(rows: SparseRows): LocatedRows
  /** Gives the training users to priors made of them, and the items' support to a sampled softmax; called before the loss of such a model. */
  learnFrom?(examples: TrainingExamples): void
}

/** A (hierarchical) variational autoencoder over sparse rows. */
export interface Autoencoder extends RowNetwork {
  /** Mean over the rows of −log-likelihood + β · KL, and the means of both terms; without noise, that at the means. */
  loss(
    rows: SparseRows,
    step: { klWeight: number; noise?: Random },
  ): { loss: Scalar; logLikelihood: Scalar; kl: Scalar }
  /** Terms of each row, before the mean. */
  terms(rows: SparseRows, noise?: Random): { logLikelihood: Tensor1D; kl: Tensor1D }
  /** Posterior means of all latents side by side, the lowest first: [rows, Σ latent]. */
  embed(rows: SparseRows): Tensor2D
  locate(rows: SparseRows): LocatedRows
  /** Scores of all items at the posterior means: [rows, items]. */
  logits(rows: SparseRows): Tensor2D
}

/**
 * The one definition behind every autoencoder here; Mult-VAE, Vamp and H+Vamp are calls of it.
 *
 * The objective is E_q[log p(x | z)] − β Σ_levels (log q(z | x, above) − log p(z | above)), with one sample of each
 * latent (Kim and Suh 2019, eq. 6–8). The input is each row divided by its L2 norm, the target the raw row.
 *
 * @throws if there is no latent, or two of one name, an option is out of its limits, or the decoder or the likelihood are not for some
 *   items where they are sampled
 * @example autoencoder({ latents: [{ name: 'z', posterior, prior }], decoder, logLikelihood: multinomialLogLikelihood })
 */
export function autoencoder(options: AutoencoderOptions): Autoencoder {
  requireKnown('autoencoder: options', options, {
    latents: true,
    decoder: true,
    logLikelihood: 'function',
    kl: true,
    klPerInteraction: true,
    phases: true,
    sampledSoftmax: true,
  })
  const {
    latents,
    decoder,
    logLikelihood,
    kl = 'monteCarlo',
    klPerInteraction = 0,
    phases,
    sampledSoftmax = 0,
  } = options
  const names = latents.map(({ name }) => name)
  if (names.length === 0) throw new Error('autoencoder: latents must name at least one level, got none')
  const twice = names.find((name, level) => names.indexOf(name) < level)
  if (twice !== undefined)
    throw new Error(`autoencoder: latents must have names of their own, got '${twice}' twice`)
  requireObjective({ decoder, logLikelihood, kl, klPerInteraction, sampledSoftmax })
  let sampler: ItemSampler | undefined

  function decode(samples: readonly Tensor2D[]): Tensor2D {
    return decoder.apply(samples.at(-1)!, stacked(samples.slice(0, -1)))
  }

  function likelihoodOf(samples: readonly Tensor2D[], rows: SparseRows, noise: Random | undefined): Tensor1D {
    if (sampledSoftmax === 0 || !noise) return logLikelihood(decode(samples), rows)
    if (!sampler) throw new Error('autoencoder: learnFrom must be called before items are sampled')
    const { rows: among, ...some } = sampler.sample(rows, noise.fork('items'))
    const above = stacked(samples.slice(0, -1))
    return logLikelihood((decoder as ItemDecoder).applySome(samples.at(-1)!, above, some), among)
  }

  function divergence(
    latent: Latent,
    posterior: DiagonalGaussian,
    z: Tensor2D,
    context: PriorContext,
    noise?: Random,
  ): Tensor1D {
    if (!latent.prior) return zeros([z.shape[0]])
    const prior = latent.prior.given(context, noise)
    if (kl === 'closedForm' && prior.klFrom) return prior.klFrom(posterior)
    return klMonteCarlo(posterior, prior, z)
  }

  function terms(rows: UserRows, noise?: Random, dropout: AutoencoderPhase['dropout'] = 'on') {
    const x = l2Normalize(rows)
    const samples: Tensor2D[] = []
    const divergences: Tensor1D[] = []
    for (const latent of latents) {
      const above = stacked(samples)
      const own = noise?.fork(latent.name)
      const dropped = dropout === 'on' ? own : undefined
      const posterior = latent.posterior.encode(x, above, dropped?.fork('posterior'))
      const z = latent.prior ? posterior.sample(own?.fork('sample')) : posterior.mean
      const ofPrior = latent.prior?.learnFrom ? own : dropped // examples are drawn where nothing is dropped, too
      divergences.push(divergence(latent, posterior, z, { x, above }, ofPrior?.fork('prior')))
      samples.push(z)
    }
    return { logLikelihood: likelihoodOf(samples, rows, noise), kl: addN(divergences) }
  }

  function posteriorMeans(rows: SparseRows): Tensor2D[] {
    const x = l2Normalize(rows)
    const means: Tensor2D[] = []
    for (const { posterior } of latents) means.push(posterior.encode(x, stacked(means)).mean)
    return means
  }

  function loss(
    rows: SparseRows,
    { klWeight, noise }: { klWeight: number; noise?: Random },
    dropout?: AutoencoderPhase['dropout'],
  ) {
    return tidy(() => {
      const each = terms(rows, noise, dropout)
      const kl = mean<Scalar>(each.kl)
      const logLikelihood = mean<Scalar>(each.logLikelihood)
      const weighted = klPerInteraction
        ? mean<Scalar>(mul(each.kl, mul(rowSums(rows), klPerInteraction)))
        : kl
      return { loss: add<Scalar>(neg(logLikelihood), mul(weighted, klWeight)), logLikelihood, kl }
    })
  }

  const parts = {
    encoder: joinWeights({
      ...Object.fromEntries(latents.map(({ name, posterior }) => [`${name}.posterior`, posterior.weights])),
      ...Object.fromEntries(latents.map(({ name, prior }) => [`${name}.prior`, prior?.weights ?? {}])),
    }),
    decoder: joinWeights({ decoder: decoder.weights }),
  }
  return {
    weights: { ...parts.encoder, ...parts.decoder },
    touches: sampledSoftmax > 0 ? 'few' : 'all',
    phases: trainingPhases({
      phases,
      parts,
      loss,
      priors: latents.flatMap(({ prior }) => prior ?? []),
    }),
    terms: (rows, noise) => tidy(() => terms(rows, noise)),
    loss: (rows, step) => loss(rows, step),
    embed: (rows) => tidy(() => stacked(posteriorMeans(rows))!),
    locate: (rows) =>
      tidy(() => {
        const [top] = latents
        const x = l2Normalize(rows)
        const { mean } = top!.posterior.encode(x)
        const responsibilities = top!.prior?.given({ x }).responsibilities?.(mean)
        return { means: mean, ...(responsibilities && { responsibilities }) }
      }),
    logits: (rows) => tidy(() => decode(posteriorMeans(rows))),
    learnFrom(examples) {
      if (sampledSoftmax > 0) sampler = itemSampler(sampledSoftmax, examples.support)
      for (const { prior } of latents) prior?.learnFrom?.(examples)
    },
  }
}

/** Latents side by side, the lowest first; undefined if there are none. */
function stacked(samples: readonly Tensor2D[]): Tensor2D | undefined {
  if (samples.length === 0) return undefined
  return samples.length === 1 ? samples[0] : (concat([...samples].reverse(), 1) as Tensor2D)
}
