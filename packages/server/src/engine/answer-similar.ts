import type { Outcome } from './engine'
import { unknownIn } from './listed'
import type { LoadedModel } from './loaded-model'
import type { SimilarQuestion } from './questions'

/** Answers which items are like one. */
export async function answerSimilar(
  model: LoadedModel,
  questions: readonly SimilarQuestion[],
): Promise<Outcome<'similar'>[]> {
  const { measure, similarTo } = await model.similarities()
  return Promise.all(
    questions.map(async ({ item, count, rules: asked }): Promise<Outcome<'similar'>> => {
      if (!model.indexOf.has(item)) {
        return { refusal: `item must be known to the model, got '${item}'`, isMissing: true }
      }
      try {
        const rules = model.compiled(asked)
        const [similar] = await similarTo([item], { count, rules })
        const { items, reason } = similar!
        return {
          answer: { measure, items: model.titled(items), ...(reason && { reason }), ...unknownIn(rules) },
        }
      } catch (error) {
        return { refusal: (error as Error).message }
      }
    }),
  )
}
