import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Limits } from '../schemas/limits'
import { listSchema, withModel } from '../schemas/list'
import { popularSchema } from '../schemas/popular'
import type { Service } from '../service/service'
import { answersTo } from './answers-to'
import { errorResponses } from './errors'
import { requestSignal } from './request-signal'

/** Adds `POST /popular`. */
export function addPopularRoute(
  app: FastifyInstance,
  { service, limits }: { service: Service; limits: Limits },
): void {
  app.withTypeProvider<ZodTypeProvider>().post(
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
}
