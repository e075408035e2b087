import { type Recommendation, recommend } from '@hvamp/models'
import type { Outcome } from './engine'
import { knownHistories } from './known-histories'
import type { LoadedModel } from './loaded-model'

/** Whose list is asked for, and how. */
export interface RecommendQuestion {
  readonly history: readonly string[]
  readonly count: number
  readonly seen: 'exclude' | 'keep'
}

/** One list, best first. */
export interface RecommendAnswer {
  readonly items: readonly Recommendation[]
  /** Ids of the history that the model does not know. */
  readonly unknownItems: readonly string[]
}

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
    answer: { items: lists[row]!.slice(0, count), unknownItems: unknownItems[row]! },
  }))
}
