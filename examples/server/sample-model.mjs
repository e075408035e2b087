import { binarize, hvamp, syntheticInteractions } from 'hvamp'

/** A small model of made-up tastes, for a first look. */
export async function sampleModel() {
  const { interactions } = syntheticInteractions({ users: 500, items: 200, seed: 1 })
  const train = binarize(interactions, { atLeast: 4 })
  const sample = hvamp({ hidden: 32, latent: 8, pseudoInputs: 10 })
  await sample.fit(train, { epochs: 5, batchSize: 50, optimizer: { learningRate: 2e-3 } })
  return sample
}
