import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { recommendationSchema, withModel } from '../schemas/list'
import { recommendManySchema, recommendSchema } from '../schemas/recommend'
import { answersTo } from './answers-to'
import { errorResponses } from './errors'
import { type OwnHistory, ofUser } from './history-finder'
import { requestSignal } from './request-signal'
import type { RouteContext } from './route-context'
import { unlessAborted } from './unless-aborted'

/** Adds `POST /recommend` and `POST /recommend/many`. */
export function addRecommendRoutes(app: FastifyInstance, { service, limits, histories }: RouteContext): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.post(
    '/recommend',
    {
      schema: {
        summary: 'Items for one history',
        description: 'The best items for a history, or for a user of the history source, best first.',
        body: recommendSchema(limits),
        response: { 200: recommendationSchema.extend(withModel), ...errorResponses },
      },
    },
    async ({ body: { history, ratings, user, ...choices } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const own = await unlessAborted(histories.historyOf({ history, ratings, user }), signal)
      const question = { history: own.history, ratings: own.ratings, without: own.without, ...choices }
      const { model, answers } = await answersTo(service, 'recommend', [question], signal)
      return { ...answers[0]!, ...ofUser(own), model }
    },
  )

  routes.post(
    '/recommend/many',
    {
      schema: {
        summary: 'Items for many histories',
        description: 'One list for each history or user, in their order, all by the same model.',
        body: recommendManySchema(limits),
        response: {
          200: z.strictObject({ answers: z.array(recommendationSchema), ...withModel }),
          ...errorResponses,
        },
      },
    },
    async ({ body: { histories: given, ratings: rated, users, ...choices } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const all: readonly OwnHistory[] =
        given?.map((history, i) => ({ history, ratings: rated?.[i] })) ??
        (await unlessAborted(
          Promise.all(users!.map((user, i) => histories.historyOf({ user }, `body.users.${i}`))),
          signal,
        ))
      const questions = all.map(({ history, ratings, without }) => ({
        history,
        ratings,
        without,
        ...choices,
      }))
      const { model, answers } = await answersTo(service, 'recommend', questions, signal)
      return { answers: answers.map((answer, i) => ({ ...answer, ...ofUser(all[i]!) })), model }
    },
  )
}
