import type { Recommender } from '@hvamp/models'
import { requireKnown } from '@hvamp/random'
import { type ItemTable, tableCoverage } from '@hvamp/rules'
import type { ServedModel } from '../schemas/model'
import { answerExplain } from './answer-explain'
import { answerPopular } from './answer-popular'
import { answerRecommend } from './answer-recommend'
import { answerSimilar } from './answer-similar'
import type { Engine, Exchanges, Kind, Outcome, Question } from './engine'
import { type LoadedModel, loadedModel } from './loaded-model'
import { shapeOf } from './table-shape'

/** What answers the questions of each kind that were asked together. */
const answerers: {
  readonly [K in Kind]: (
    model: LoadedModel,
    questions: readonly Exchanges[K]['question'][],
  ) => Promise<Outcome<K>[]>
} = { recommend: answerRecommend, popular: answerPopular, similar: answerSimilar, explain: answerExplain }

/** What is served, and what is known of its items. */
export interface ModelEngineOptions {
  readonly recommender: Recommender
  /** What answers say of the model. */
  readonly model: ServedModel
  /** What rules ask, and titles. */
  readonly table?: ItemTable | undefined
}

/**
 * An engine that computes in this thread, on the backend that runs in it.
 *
 * The model belongs to it: `close` frees it.
 *
 * @throws if the model was not fitted, or the table has no row of an item of it
 * @example modelEngine({ recommender, model: { name: recommender.name, version: '1', run: 'memory', items: 100 } })
 */
export function modelEngine(options: ModelEngineOptions): Engine {
  requireKnown('modelEngine: options', options, { recommender: true, model: true, table: true })
  const { recommender, model, table } = options
  if (recommender.itemIds.length === 0) {
    throw new Error(`modelEngine: the model must be fitted, got '${recommender.name}' without items`)
  }
  const coverage = table && tableCoverage(table, recommender.itemIds)
  const loaded = loadedModel(recommender, table)
  let underWay: Promise<unknown> = Promise.resolve()

  async function answered(questions: readonly Question[]): Promise<Outcome[]> {
    const outcomes = new Array<Outcome>(questions.length)
    for (const kind of Object.keys(answerers) as Kind[]) {
      const places = [...questions.keys()].filter((place) => questions[place]!.kind === kind)
      if (places.length === 0) continue
      const own = places.map((place) => questions[place]!)
      const given = await (answerers[kind] as Answerer)(loaded, own)
      for (const [i, place] of places.entries()) outcomes[place] = given[i]!
    }
    return outcomes
  }

  return {
    model,
    coverage,
    shape: table && shapeOf(table),
    parallel: 1,
    answer(questions) {
      const answers = underWay.then(() => answered(questions))
      underWay = answers.catch(() => {})
      return answers
    },
    onLost() {}, // it lives as long as this thread
    async close() {
      await underWay
      recommender.dispose()
    },
  }
}

/** An answerer, of questions that are known to be of its kind. */
type Answerer = (model: LoadedModel, questions: readonly Question[]) => Promise<Outcome[]>
