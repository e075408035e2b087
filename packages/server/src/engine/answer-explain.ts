import { explain } from '@hvamp/models'
import type { Outcome } from './engine'
import { knownHistories } from './known-histories'
import type { LoadedModel } from './loaded-model'
import type { ExplainQuestion } from './questions'

/** Answers why items have their scores: each question by passes of its own, for the reasons are of one history. */
export async function answerExplain(
  { recommender, indexOf }: LoadedModel,
  questions: readonly ExplainQuestion[],
): Promise<Outcome<'explain'>[]> {
  const outcomes: Outcome<'explain'>[] = []
  for (const { history, ratings, items } of questions) {
    const missing = items.find((item) => !indexOf.has(item))
    if (missing !== undefined) {
      outcomes.push({ refusal: `items must be known to the model, got '${missing}'`, isMissing: true })
      continue
    }
    const { histories, unknownItems } = knownHistories([{ history, ratings }], recommender.itemIds, indexOf)
    const explanations = await explain(recommender, histories, items)
    outcomes.push({ answer: { explanations, unknownItems: unknownItems[0]! } })
  }
  return outcomes
}
