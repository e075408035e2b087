import {
  evaluate,
  hvamp,
  type Interactions,
  ndcg,
  type Recommender,
  recommend,
  splitUsers,
  syntheticInteractions,
  useBackend,
} from 'hvamp'
import { loadModel, saveModel } from 'hvamp/node'

/** Trains a small model, saves it and recommends with what is read back. */
export async function train(folder: string): Promise<{ chance: number; trained: number; items: number }> {
  await useBackend('wasm')
  const { interactions } = syntheticInteractions({ users: 300, items: 60, interactionsPerUser: 12, seed: 1 })
  const { train, test } = splitUsers(interactions, { heldOut: 40 })
  const model = hvamp({
    hidden: 16,
    latent: 4,
    pseudoInputs: 8,
    seed: 1,
  })
  const chance = {
    score: async ({ userCount }: Interactions) => new Float32Array(userCount * train.itemCount),
  }
  await model.fit(train, { epochs: 30, batchSize: 50, optimizer: { learningRate: 5e-3 } })
  await saveModel(model, folder)
  const loaded = await loadModel(folder)
  const [first] = await recommend(loaded, test.foldIn, { count: 5 })
  return {
    chance: await quality(chance, test),
    trained: await quality(loaded, test),
    items: first?.items.length ?? 0,
  }
}

async function quality(
  model: Pick<Recommender, 'score'>,
  test: { readonly foldIn: Interactions; readonly heldOut: Interactions },
): Promise<number> {
  const { metrics } = await evaluate(model, test, [ndcg(20)])
  return metrics['ndcg@20']?.mean ?? Number.NaN
}
