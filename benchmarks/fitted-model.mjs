import { restore } from 'hvamp/models'
import { readWeights } from 'hvamp/tensors'
import { models } from './shapes.mjs'

/** A model that scores as a trained one does, with the weights that training starts from. */
export async function fittedModel(name, { items, itemIds, ...sizes }) {
  const network = models[name]({ items, ...sizes })
  const state = { model: name, options: {}, itemIds, arrays: await readWeights(network.weights) }
  return restore(state, { models: { [name]: () => network } })
}
