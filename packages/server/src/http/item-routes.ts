import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { explainAnswerSchema, explainSchema } from '../schemas/explain'
import { listSchema, withModel } from '../schemas/list'
import { popularSchema } from '../schemas/popular'
import { similarAnswerSchema, similarSchema } from '../schemas/similar'
import { answersTo } from './answers-to'
import { errorResponses } from './errors'
import { ofUser } from './history-finder'
import { requestSignal } from './request-signal'
import type { RouteContext } from './route-context'
import { unlessAborted } from './unless-aborted'
import { requestError } from './validate'

/** Adds `POST /popular`, `POST /similar` and `POST /explain`. */
export function addItemRoutes(app: FastifyInstance, { service, limits, histories }: RouteContext): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.post(
    '/popular',
    {
      schema: {
        summary: 'What most users have',
        description: 'The items that most users of the training have, or most of late; scores are how many.',
        body: popularSchema(limits),
        response: { 200: listSchema.extend(withModel), ...errorResponses },
      },
    },
    async ({ body }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const { model, answers } = await answersTo(service, 'popular', [body], signal)
      return { ...answers[0]!, model }
    },
  )

  routes.post(
    '/similar',
    {
      schema: {
        summary: 'Items like one',
        description: 'The items most like one, best first, never itself.',
        body: similarSchema(limits),
        response: { 200: similarAnswerSchema.extend(withModel), ...errorResponses },
      },
    },
    async ({ body }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const { model, answers } = await answersTo(service, 'similar', [body], signal)
      return { ...answers[0]!, model }
    },
  )

  routes.post(
    '/explain',
    {
      schema: {
        summary: 'Why these items',
        description:
          'What each item of a history contributes to the scores of some items, such as recommended ones.',
        body: explainSchema(limits),
        response: { 200: explainAnswerSchema.extend(withModel), ...errorResponses },
      },
    },
    async ({ body: { history, ratings, user, items } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const own = await unlessAborted(histories.historyOf({ history, ratings, user }), signal)
      if (own.history.length > limits.explainedHistory) {
        throw requestError(
          422,
          `body.user must have at most ${limits.explainedHistory} items to be explained, got ${own.history.length}`,
        )
      }
      const question = { history: own.history, ratings: own.ratings, items }
      const { model, answers } = await answersTo(service, 'explain', [question], signal)
      return { ...answers[0]!, ...ofUser(own), model }
    },
  )
}
