import { recommend } from '@hvamp/models'
import type { Outcome } from './engine'
import { knownHistories } from './known-histories'
import type { LoadedModel } from './loaded-model'
import type { RecommendQuestion } from './questions'

/** Answers questions that differ in history and count alone, in one pass of the model. */
export async function recommendTogether(
  { recommender, indexOf }: LoadedModel,
  questions: readonly RecommendQuestion[],
): Promise<Outcome<'recommend'>[]> {
  const given = questions.map(({ history }) => history)
  const { histories, unknownItems } = knownHistories(given, recommender.itemIds, indexOf)
  const lists = await recommend(recommender, histories, {
    count: Math.max(...questions.map(({ count }) => count)),
    seen: questions[0]!.seen,
    batchSize: questions.length,
  })
  return questions.map(({ count }, row) => ({
    answer: { items: lists[row]!.items.slice(0, count), unknownItems: unknownItems[row]! },
  }))
}
