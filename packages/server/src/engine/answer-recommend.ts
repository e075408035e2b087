import { type Interactions, selectUsers } from '@hvamp/data'
import { type RecommendationList, type RecommendingModel, recommend } from '@hvamp/models'
import type { CompiledRules } from '@hvamp/rules'
import type { Outcome } from './engine'
import { knownHistories } from './known-histories'
import { listed } from './listed'
import type { LoadedModel } from './loaded-model'
import type { RecommendQuestion } from './questions'
import { requireTrending } from './require-trending'
import { rowsOfScores } from './rows-of-scores'

/** Questions that one call of `recommend` answers: they differ in history and count alone. */
interface Alike {
  readonly rows: number[]
  readonly rules: CompiledRules | undefined
}

/** What all questions together are about: their histories, and what else each is not recommended. */
interface Asked {
  readonly histories: Interactions
  readonly without: Interactions | undefined
}

const MOST_SCORES = 1 << 24 // 64 MB: with more, each group of questions passes through the model by itself

/** Answers questions whose histories go through the model in one pass, whatever rules they have: those with ratings in one of their own. */
export async function answerRecommend(
  model: LoadedModel,
  questions: readonly RecommendQuestion[],
): Promise<Outcome<'recommend'>[]> {
  const outcomes = new Array<Outcome<'recommend'>>(questions.length)
  for (const isRated of [true, false]) {
    const places = [...questions.keys()].filter(
      (place) => (questions[place]!.ratings !== undefined) === isRated,
    )
    if (places.length === 0) continue
    const own = await answerInOnePass(
      model,
      places.map((place) => questions[place]!),
    )
    for (const [i, place] of places.entries()) outcomes[place] = own[i]!
  }
  return outcomes
}

/** @param questions with ratings in all or in none */
async function answerInOnePass(
  model: LoadedModel,
  questions: readonly RecommendQuestion[],
): Promise<Outcome<'recommend'>[]> {
  const { recommender, indexOf } = model
  const { histories, unknownItems } = knownHistories(questions, recommender.itemIds, indexOf)
  const without = questions.some((question) => question.without)
    ? knownHistories(
        questions.map((question) => ({ history: question.without ?? [] })),
        recommender.itemIds,
        indexOf,
      ).histories
    : undefined
  const { groups, outcomes } = alike(model, questions)
  const isOnce = groups.length > 1 && questions.length * recommender.itemIds.length <= MOST_SCORES
  const ranker = isOnce ? await rowsOfScores(recommender, histories) : recommender
  for (const { rows, rules } of groups) {
    const lists = await listsOf(ranker, { histories, without }, questions, { rows, rules })
    for (const [i, row] of rows.entries()) {
      outcomes[row] = {
        answer: {
          ...listed(model, lists[i]!, questions[row]!.count, rules),
          unknownItems: unknownItems[row]!,
        },
      }
    }
  }
  return outcomes
}

/** Groups questions, and refuses those whose rules do not fit the model. */
function alike(
  model: LoadedModel,
  questions: readonly RecommendQuestion[],
): { groups: readonly Alike[]; outcomes: Outcome<'recommend'>[] } {
  const outcomes = new Array<Outcome<'recommend'>>(questions.length)
  const groups: (Alike & Pick<RecommendQuestion, 'seen' | 'fallback'>)[] = []
  for (const [row, { seen, fallback, rules: asked }] of questions.entries()) {
    try {
      if (fallback === 'trending') requireTrending(model, 'fallback')
      const rules = model.compiled(asked)
      const group = groups.find(
        (each) => each.rules === rules && each.seen === seen && each.fallback === fallback,
      )
      if (group) group.rows.push(row)
      else groups.push({ rows: [row], rules, seen, fallback })
    } catch (error) {
      outcomes[row] = { refusal: (error as Error).message }
    }
  }
  return { groups, outcomes }
}

function listsOf(
  ranker: RecommendingModel,
  { histories, without }: Asked,
  questions: readonly RecommendQuestion[],
  { rows, rules }: Alike,
): Promise<RecommendationList[]> {
  const { seen, fallback } = questions[rows[0]!]!
  const count = Math.max(...rows.map((row) => questions[row]!.count))
  const own = (all: Interactions) => (rows.length === questions.length ? all : selectUsers(all, rows))
  return recommend(ranker, own(histories), {
    ...{ count, seen, fallback, rules, batchSize: rows.length },
    without: without && seen === 'exclude' ? own(without) : undefined,
  })
}
