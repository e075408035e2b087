import { bernoulliLogLikelihood, type Layer, type LogLikelihood } from '@hvamp/layers'
import { requireCount } from '@hvamp/random'
import type { ItemDecoder } from './decoder'

/** What the objective of an autoencoder consists of. */
interface Objective {
  readonly decoder: Layer | ItemDecoder
  readonly logLikelihood: LogLikelihood
  readonly kl: 'monteCarlo' | 'closedForm'
  readonly klPerInteraction: number
  readonly sampledSoftmax: number
}

/** @throws unless its options are within their limits and go together */
export function requireObjective({
  decoder,
  logLikelihood,
  kl,
  klPerInteraction,
  sampledSoftmax,
}: Objective): void {
  if (kl !== 'monteCarlo' && kl !== 'closedForm') {
    throw new Error(`autoencoder: kl must be one of monteCarlo, closedForm, got '${kl}'`)
  }
  if (!(Number.isFinite(klPerInteraction) && klPerInteraction >= 0)) {
    throw new Error(`autoencoder: klPerInteraction must be finite and at least 0, got ${klPerInteraction}`)
  }
  requireCount('autoencoder: sampledSoftmax', sampledSoftmax, 0)
  if (sampledSoftmax === 0) return
  if (!('applySome' in decoder)) {
    throw new Error(
      `autoencoder: sampledSoftmax must come with a decoder of some items, got ${sampledSoftmax}`,
    )
  }
  if (logLikelihood === bernoulliLogLikelihood) {
    throw new Error(
      `autoencoder: sampledSoftmax must be 0 unless the likelihood is multinomial, got ${sampledSoftmax}`,
    )
  }
}
