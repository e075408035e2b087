import { popularItems } from '@hvamp/models'
import type { Outcome } from './engine'
import { listed } from './listed'
import type { LoadedModel } from './loaded-model'
import type { ListedItems, PopularQuestion } from './questions'
import { requireTrending } from './require-trending'

/** Answers which items most users have. */
export async function answerPopular(
  model: LoadedModel,
  questions: readonly PopularQuestion[],
): Promise<Outcome<'popular'>[]> {
  return questions.map((question) => {
    try {
      return { answer: model.popular(question, () => listOf(model, question)) }
    } catch (error) {
      return { refusal: (error as Error).message }
    }
  })
}

function listOf(model: LoadedModel, { count, by, rules: asked }: PopularQuestion): ListedItems {
  if (by === 'trending') requireTrending(model, 'by')
  const rules = model.compiled(asked)
  return listed(model, popularItems(model.recommender, { count, by, rules }), count, rules)
}
