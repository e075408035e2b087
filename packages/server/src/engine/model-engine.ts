import type { Recommender } from '@hvamp/models'
import type { ServedModel } from '../schemas/model'
import type { Engine, Outcome, Question } from './engine'
import { loadedModel } from './loaded-model'
import { recommendTogether } from './recommend'

/**
 * An engine that computes in this thread, on the backend that runs in it.
 *
 * The model belongs to it: `close` frees it.
 *
 * @throws if the model was not fitted
 * @example const engine = modelEngine(model, { name: model.name, version: '1', run: 'memory', items: model.itemIds.length })
 */
export function modelEngine(recommender: Recommender, model: ServedModel): Engine {
  if (recommender.itemIds.length === 0) {
    throw new Error(`modelEngine: the model must be fitted, got '${recommender.name}' without items`)
  }
  const loaded = loadedModel(recommender)
  let underWay: Promise<unknown> = Promise.resolve()

  async function answered(questions: readonly Question[]): Promise<Outcome[]> {
    const outcomes = new Array<Outcome>(questions.length)
    for (const places of alike(questions)) {
      const together = places.map((place) => questions[place]!)
      const given = await recommendTogether(loaded, together)
      for (const [i, place] of places.entries()) outcomes[place] = given[i]!
    }
    return outcomes
  }

  return {
    model,
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

/** Places of the questions that can share a pass, group by group. */
function alike(questions: readonly Question[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const [place, { kind, seen }] of questions.entries()) {
    const key = `${kind} ${seen}`
    const group = groups.get(key)
    if (group) group.push(place)
    else groups.set(key, [place])
  }
  return [...groups.values()]
}
