import { popularItems } from '@hvamp/models'
import type { Outcome } from './engine'
import { listed } from './listed'
import type { LoadedModel } from './loaded-model'
import type { PopularQuestion } from './questions'

/** Answers which items most users have. */
export async function answerPopular(
  model: LoadedModel,
  questions: readonly PopularQuestion[],
): Promise<Outcome<'popular'>[]> {
  return questions.map(({ count, by, rules: asked }) => {
    try {
      const rules = model.compiled(asked)
      const list = popularItems(model.recommender, { count, by, rules })
      return { answer: listed(model, list, count, rules) }
    } catch (error) {
      return { refusal: (error as Error).message }
    }
  })
}
