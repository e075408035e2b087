import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { servedModelSchema } from '../schemas/model'
import type { Service } from '../service/service'
import { withoutFolders } from './without-folders'

const state = z.strictObject({
  ready: z.boolean(),
  waiting: z.int().describe('questions that wait for the model'),
  model: servedModelSchema.optional().describe('the model that answers now'),
  refused: z
    .string()
    .optional()
    .describe('why the newest run or item table was refused, while the previous model keeps answering'),
  openingSince: z.iso
    .datetime()
    .optional()
    .describe(
      'since when the newest run and its item table are being read, while the previous model keeps answering',
    ),
  historiesRefused: z
    .string()
    .optional()
    .describe('why the histories could not be read again or were not taken, while those from before stay'),
})

/** That a route needs no token, where others do. */
const security: [] = []

/** What the routes tell of. */
export interface StateOf {
  readonly service: Service
  /** Why the histories from before had to stay; undefined if they had not. */
  readonly historiesRefused: () => Error | undefined
  readonly isEnding: () => boolean
}

/** Adds `GET /healthz`, whether the process lives, and `GET /readyz`, whether it answers. */
export function addStateRoutes(app: FastifyInstance, { service, historiesRefused, isEnding }: StateOf): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  routes.get(
    '/healthz',
    {
      schema: {
        summary: 'Does the process live?',
        security,
        response: { 200: z.strictObject({ status: z.literal('ok') }) },
      },
      logLevel: 'warn',
    },
    async () => ({ status: 'ok' as const }),
  )
  routes.get(
    '/readyz',
    {
      schema: {
        summary: 'Does it answer, and by which model?',
        description: '503 while it has no model, and from the moment that it was asked to end.',
        security,
        response: { 200: state, 503: state },
      },
      logLevel: 'warn',
    },
    async (_request, reply) => {
      const { model, refused, openingSince, waiting } = service
      const stale = historiesRefused()
      const ready = model !== undefined && !isEnding()
      return reply.code(ready ? 200 : 503).send({
        ready,
        waiting,
        ...(model && { model }),
        ...(refused && { refused: withoutFolders(refused.message) }),
        ...(openingSince && { openingSince: openingSince.toISOString() }),
        ...(stale && { historiesRefused: withoutFolders(stale.message) }),
      })
    },
  )
}
