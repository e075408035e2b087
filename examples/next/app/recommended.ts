import { alignHistories, interactionsFrom, type Recommender, recommend } from 'hvamp'

/** Ids of the five items that the model recommends to somebody who likes these items. */
export async function recommended(model: Recommender, liked: readonly string[]): Promise<string[]> {
  const history = interactionsFrom(liked.map((item) => ({ user: 'visitor', item })))
  const { histories } = alignHistories(history, model.itemIds)
  const [list] = await recommend(model, histories, { count: 5 })
  return list!.items.map(({ item }) => item)
}
