import type { SparseRows } from '@hvamp/layers'
import { trainedWeights, type Weights } from '@hvamp/tensors'
import type { LossTerms, Phase } from '@hvamp/training'
import type { LatentPrior } from './latent-prior'

/** A part of every epoch that trains one half of an autoencoder, or both. */
export interface AutoencoderPhase {
  readonly name: string
  /** How often it goes through the training data in an epoch. */
  readonly passes: number
  /** The encoder's half are all posteriors and priors. */
  readonly trains: readonly ('encoder' | 'decoder')[]
  /** Whether inputs are dropped. Latents are drawn in any case. */
  readonly dropout: 'on' | 'off'
}

type Loss = (
  rows: SparseRows,
  step: Parameters<Phase<SparseRows>['loss']>[1],
  dropout: AutoencoderPhase['dropout'],
) => LossTerms

/** Phases as the training loop takes them: before each, the priors that follow a posterior do so. */
export function trainingPhases({
  phases,
  parts,
  loss,
  priors,
}: {
  phases: readonly AutoencoderPhase[] | undefined
  parts: Readonly<Record<'encoder' | 'decoder', Weights>>
  loss: Loss
  priors: readonly LatentPrior[]
}): readonly Phase<SparseRows>[] | undefined {
  const followers = priors.filter(({ follow }) => follow)
  if (!phases && followers.length === 0) return undefined
  return (phases ?? [together]).map(({ name, passes, trains, dropout }) => ({
    name,
    passes,
    weights: trainedWeights(Object.assign({}, ...trains.map((part) => parts[part]))),
    loss: (rows, step) => loss(rows, step, dropout),
    begin() {
      for (const prior of followers) prior.follow!()
    },
  }))
}

const together: AutoencoderPhase = {
  name: 'together',
  passes: 1,
  trains: ['encoder', 'decoder'],
  dropout: 'on',
}
