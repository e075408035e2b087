import {
  alignHistories,
  interactionsFrom,
  multVae,
  recommend,
  useBackend as startBackend,
  syntheticInteractions,
} from 'hvamp'

/** Trains a small model and recommends by it: what computed, and the items. */
export async function recommendations() {
  const { name: backend, reason } = await startBackend()
  const { interactions } = syntheticInteractions({ users: 200, items: 50, interactionsPerUser: 10, seed: 1 })
  const model = multVae({ hidden: 16, latent: 4, seed: 1 })
  await model.fit(interactions, { epochs: 2, batchSize: 50 })
  const liked = interactionsFrom([{ user: 'visitor', item: model.itemIds[0] }])
  const [list] = await recommend(model, alignHistories(liked, model.itemIds).histories, { count: 5 })
  return { backend, reason, items: list.items.map(({ item }) => item) }
}
