import type { Exchanges, Kind, Question } from '../engine/engine'
import type { ServedModel } from '../schemas/model'
import type { Service } from '../service/service'
import { requestError } from './validate'

/**
 * Answers to questions of one kind, all from one model.
 *
 * @throws an error with status 404 or 422 if the model has no answer to one of them
 */
export async function answersTo<K extends Kind>(
  service: Service,
  kind: K,
  questions: readonly Exchanges[K]['question'][],
  signal: AbortSignal,
): Promise<{ model: ServedModel; answers: Exchanges[K]['answer'][] }> {
  const { model, outcomes } = await service.ask(
    questions.map((question) => ({ ...question, kind }) as unknown as Question), // which K it is, is not followed
    { signal },
  )
  const answers = outcomes.map((outcome) => {
    if ('refusal' in outcome) throw requestError(outcome.isMissing ? 404 : 422, outcome.refusal)
    return outcome.answer as Exchanges[K]['answer']
  })
  return { model, answers }
}
