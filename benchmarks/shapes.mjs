import { hvampNetwork, multVaeNetwork, vampNetwork } from 'hvamp/models'

/** Items and interactions per user of the data sets, after the paper's filters. */
export const shapes = {
  'ML-1M': { items: 3416, perUser: 95 },
  Pinterest: { items: 9916, perUser: 27 },
  'ML-20M': { items: 20108, perUser: 73 },
}

/** What stands in for them where only the code is to be tried. */
export const tinyShapes = { tiny: { items: 500, perUser: 20 } }

/** Sizes of the paper's models. */
export const sizes = { hidden: 600, latent: 200, pseudoInputs: 1000, batch: 200 }
export const tinySizes = { hidden: 60, latent: 20, pseudoInputs: 100, batch: 50 }

/** The models whose steps are measured at every shape. */
export const stepModels = ['Mult-VAE', 'Vamp', 'H+Vamp', 'H+Vamp (Gated)']

/** The models that the price of a flexible prior is told by: a Gaussian one, a dense and a sparse VampPrior. */
export const pricedModels = ['Mult-VAE (Gated)', 'H+Vamp (Gated)', 'H+Vamp (Gated), sparse']

/** The models that are measured: name and network from items and sizes. */
export const models = {
  'Mult-VAE': ({ items, hidden, latent }) => multVaeNetwork({ items, hidden, latent }),
  Vamp: ({ items, hidden, latent, pseudoInputs }) => vampNetwork({ items, hidden, latent, pseudoInputs }),
  'H+Vamp': ({ items, hidden, latent, pseudoInputs }) =>
    hvampNetwork({ items, hidden, latent, pseudoInputs, gated: false }),
  'H+Vamp (Gated)': ({ items, hidden, latent, pseudoInputs }) =>
    hvampNetwork({ items, hidden, latent, pseudoInputs }),
  'Mult-VAE (Gated)': ({ items, hidden, latent }) =>
    multVaeNetwork({ items, hidden, latent, layers: 2, gated: true }),
  'H+Vamp (Gated), sparse': ({ items, hidden, latent, pseudoInputs }) =>
    hvampNetwork({ items, hidden, latent, pseudoInputs, pseudoInputSupport: 'users' }),
}
