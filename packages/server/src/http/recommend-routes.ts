import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { HistorySource } from '../histories/history-source'
import type { Limits } from '../schemas/limits'
import { servedModelSchema } from '../schemas/model'
import { listSchema, recommendManySchema, recommendSchema } from '../schemas/recommend'
import type { Service } from '../service/service'
import { answersTo } from './answers-to'
import { errorSchema } from './errors'
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
  const errors = { 400: errorSchema, 401: errorSchema, 404: errorSchema, 422: errorSchema, 503: errorSchema }

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
        response: { 200: listSchema.extend({ model: servedModelSchema }), ...errors },
      },
    },
    async ({ body: { history, user, ...choices } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const own = history ?? (await historyOf(user!, 'body.user'))
      const { model, answers } = await answersTo(
        service,
        [{ kind: 'recommend', history: own, ...choices }],
        signal,
      )
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
          200: z.strictObject({ answers: z.array(listSchema), model: servedModelSchema }),
          ...errors,
        },
      },
    },
    async ({ body: { histories: given, users, ...choices } }, reply) => {
      const signal = requestSignal(reply, limits.timeout)
      const all = given ?? (await Promise.all(users!.map((user, i) => historyOf(user, `body.users.${i}`))))
      const questions = all.map((history) => ({ kind: 'recommend' as const, history, ...choices }))
      return answersTo(service, questions, signal)
    },
  )
}
