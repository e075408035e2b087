import { vaeRecommender } from 'hvamp'
import { models } from './shapes.mjs'

/** A model that scores as a trained one does, with the weights that training starts from. */
export function fittedModel(name, { items, itemIds, ...sizes }) {
  const network = models[name]({ items, ...sizes })
  return vaeRecommender({ name, options: {}, network, items, itemIds })
}
