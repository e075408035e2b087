import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { HistorySource } from '../histories/history-source'
import type { Limits } from '../schemas/limits'
import { recommendationSchema, withModel } from '../schemas/list'
import { recommendManySchema, recommendSchema } from '../schemas/recommend'
import type { Service } from '../service/service'
import { answersTo } from './answers-to'
import { errorResponses } from './errors'
import { requestSignal } from './request-signal'
import { requestError } from './validate'

export interface RecommendRoutesOptions {
  readonly service: Service
  readonly limits: Limits
  readonly histories?: HistorySource | undefined
}

/** Adds `POST /recommend` and `POST /recommend/many`. */
export function addRecommendRoutes(
  app: FastifyInstance,
  { service, limits, histories }: RecommendRoutesOptions,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()

  async function historyOf(user: string, where: string): Promise<readonly string[]> {
    if (!histories)
      throw requestError(400, `${where} needs a source of histories, got none: send the history`)
    const history = await histories(user)
    if (!history) throw requestError(404, `${where} must be a user of the source of histories, got '${user}'`)
    return history
  }

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
    async ({ body: { history, user, ...choices } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const own = history ?? (await historyOf(user!, 'body.user'))
      const { model, answers } = await answersTo(service, 'recommend', [{ history: own, ...choices }], signal)
      return { ...answers[0]!, model }
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
    async ({ body: { histories: given, users, ...choices } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const all = given ?? (await Promise.all(users!.map((user, i) => historyOf(user, `body.users.${i}`))))
      const questions = all.map((history) => ({ history, ...choices }))
      return answersTo(service, 'recommend', questions, signal)
    },
  )
}
