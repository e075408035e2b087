// A custom model out of parts: one latent under a learned mixture of Gaussians, gated, two layers.
//   node model-from-parts.mjs
import {
  binarize,
  evaluate,
  ndcg,
  networkRecommender,
  random,
  splitUsers,
  syntheticInteractions,
  useBackend,
  warmUp,
} from 'hvamp'
import { multinomialLogLikelihood } from 'hvamp/layers'
import { asLatentPrior, autoencoder, decoder, gaussianEncoder } from 'hvamp/models'
import { mixturePrior } from 'hvamp/priors'

await useBackend('auto')

const { interactions, oracle } = syntheticInteractions({ users: 1000, items: 200, seed: 1 })
const { train, validation, test } = splitUsers(binarize(interactions, { atLeast: 4 }), { heldOut: 100 })

const [latent, start] = [16, random(1)]
const shape = { hidden: 64, layers: 2, activation: 'gated' }
const build = ({ items }) =>
  autoencoder({
    latents: [
      {
        name: 'z',
        posterior: gaussianEncoder({
          ...shape,
          inputs: items,
          latent,
          dropout: 0.5,
          random: start.fork('encoder'),
        }),
        prior: asLatentPrior(mixturePrior({ components: 20, latent, random: start.fork('prior') })),
      },
    ],
    decoder: decoder({ ...shape, inputs: latent, items, random: start.fork('decoder') }),
    logLikelihood: multinomialLogLikelihood,
  })
const model = networkRecommender({ name: 'mixture', build })

await model.fit(train, {
  epochs: 25,
  batchSize: 50,
  klWeight: warmUp({ to: 0.3, epochs: 10 }),
  optimizer: { learningRate: 2e-3 },
  validation,
})

for (const each of [model, oracle]) {
  const { metrics } = await evaluate(each, test, [ndcg(100)])
  const { mean, standardError } = metrics['ndcg@100']
  console.log(`${each.name} NDCG@100 ${mean.toFixed(4)} ± ${standardError.toFixed(4)}`)
}
