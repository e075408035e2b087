import { bernoulliLogLikelihood, multinomialLogLikelihood } from '@hvamp/layers'
import { random } from '@hvamp/random'
import type { z } from 'zod'
import { defineNetworkModel, type NetworkModelMaker } from '../autoencoder/define-network-model'
import { cdae as definition } from '../definitions/autoencoders'
import type { Recommender } from '../recommender/recommender'
import { cdaeNetwork } from './cdae-network'

export type CdaeOptions = z.input<typeof definition.options>

const maker = defineNetworkModel(definition, ({ likelihood, seed, ...settings }) => ({
  scale: likelihood === 'bernoulli' ? 'logOdds' : 'logProbability',
  build: ({ items, users }) =>
    cdaeNetwork({
      ...settings,
      items,
      users,
      logLikelihood: likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood,
      random: random(seed).fork('weights'),
    }),
}))

export const cdaeMaker: NetworkModelMaker<CdaeOptions> = {
  ...maker,
  restore(state) {
    const { users = state.users, ...options } = state.options as { users?: number } // models of version 0.1 had it there
    return maker.restore({ ...state, options, users })
  },
}

/**
 * CDAE (Wu, DuBois, Zheng and Ester, "Collaborative Denoising Auto-Encoders for Top-N Recommender Systems", WSDM
 * 2016): a denoising autoencoder in which every training user has a factor beside the input.
 *
 * All items count in the loss, none are sampled. Every history, even a training user's, is scored with the mean of the
 * training users' factors, so that users need not be known from training.
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = cdae({ latent: 200 }); await model.fit(train)
 */
export function cdae(options?: CdaeOptions): Recommender {
  return cdaeMaker.make(options)
}
