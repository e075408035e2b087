import bearerAuth from '@fastify/bearer-auth'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import underPressure from '@fastify/under-pressure'
import { requireKnown } from '@hvamp/random'
import type { FastifyInstance, FastifyPluginAsync, FastifyRegisterOptions } from 'fastify'
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod'
import type { FileHistories } from './histories/file-histories'
import type { HistorySource } from './histories/history-source'
import { errorBody, sendError } from './http/errors'
import { historyFinder } from './http/history-finder'
import { addItemRoutes } from './http/item-routes'
import { takeJsonAlone } from './http/json-bodies'
import { addRecommendRoutes } from './http/recommend-routes'
import { addStateRoutes } from './http/state-routes'
import { inWords, validate } from './http/validate'
import { serviceMetrics } from './metrics/service-metrics'
import { type LimitOptions, type Limits, limitsSchema } from './schemas/limits'
import type { Service } from './service/service'

export interface RecommendationsOptions {
  /** What answers; it stays yours to close, after the app. */
  readonly service: Service
  /** Where users' histories come from, for requests that name a user. Of those kept in memory `/readyz` says why they are old, if they are. */
  readonly histories?: HistorySource | Pick<FileHistories, 'historyOf' | 'refused'> | undefined
  readonly limits?: LimitOptions | undefined
  /** Tokens of which a request must bear one; left out, everybody who reaches the port is answered. */
  readonly tokens?: readonly string[] | undefined
  /** Whether `/docs` and `/openapi.json` are there: true by default. */
  readonly docs?: boolean | undefined
  /** Milliseconds of delay of the event loop from which on requests are answered 503: 1000 by default. */
  readonly mostDelay?: number | undefined
  /** Bytes of memory of the process from which on requests are answered 503: no limit by default. */
  readonly mostMemory?: number | undefined
}

/** Their names. */
export const recommendationsOptions: Readonly<Record<keyof RecommendationsOptions, true>> = {
  ...{ service: true, histories: true, limits: true, tokens: true, docs: true },
  ...{ mostDelay: true, mostMemory: true },
}

/**
 * Recommendations as a plugin of Fastify: register it in an app of your own, with a prefix.
 *
 * It is encapsulated: its errors, validation, tokens and limits concern its own routes alone.
 *
 * @example app.register(recommendations, { prefix: '/shop', service })
 */
export const recommendations: FastifyPluginAsync<RecommendationsOptions> = async (app, options) => {
  requireKnown<FastifyRegisterOptions<RecommendationsOptions>>('recommendations: options', options, {
    ...recommendationsOptions,
    ...{ prefix: true, logLevel: true, logSerializers: true }, // of Fastify
  })
  const { service, histories, tokens, docs = true } = options
  const limits = limitsOf(options.limits ?? {})
  if (tokens?.length === 0) {
    throw new Error('recommendations: tokens must be at least one, or left out for everybody, got none')
  }
  const kept = typeof histories === 'function' ? { historyOf: histories, refused: undefined } : histories
  const historiesRefused = () => kept?.refused
  const metrics = serviceMetrics(service, historiesRefused)
  let isEnding = false
  app.addHook('preClose', async () => {
    isEnding = true
  })
  app.addHook('onClose', async () => metrics.stop())
  app.setValidatorCompiler(validate)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(sendError)
  if (docs) await addDocs(app, tokens !== undefined)
  else {
    // A description that the app around has would not understand these schemas.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true }
    })
  }

  addStateRoutes(app, { service, historiesRefused, isEnding: () => isEnding })
  await app.register(async (guarded) => {
    if (tokens) await guard(guarded, tokens)
    guarded.get('/metrics', { schema: { hide: true }, logLevel: 'warn' }, async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    )
    await guarded.register(async (answering) => {
      await answering.register(underPressure, {
        maxEventLoopDelay: options.mostDelay ?? 1000,
        ...(options.mostMemory !== undefined && { maxRssBytes: options.mostMemory }),
        retryAfter: 1,
        message: 'the server is too busy: ask again later',
      })
      answering.addHook('onRoute', (route) => {
        route.bodyLimit = limits.body
      })
      answering.addHook('onResponse', async ({ routeOptions }, { statusCode, elapsedTime }) =>
        metrics.observe({ route: routeOptions.url ?? '', status: statusCode, seconds: elapsedTime / 1000 }),
      )
      takeJsonAlone(answering)
      const context = { service, limits, histories: historyFinder(kept?.historyOf, metrics.countUnknownUser) }
      addRecommendRoutes(answering, context)
      addItemRoutes(answering, context)
    })
  })
}

function limitsOf(given: LimitOptions): Limits {
  const result = limitsSchema.safeParse(given)
  if (result.success) return result.data
  throw new Error(`recommendations: ${inWords(result.error, given, 'limits')}`)
}

/** Lets those in who bear a token. */
async function guard(app: FastifyInstance, tokens: readonly string[]): Promise<void> {
  await app.register(bearerAuth, {
    keys: new Set(tokens),
    verifyErrorLogLevel: 'debug',
    errorResponse: () => errorBody(401, 'authorization must be Bearer and a token of this server'),
  })
}

/** The description of all routes that follow, as JSON and as a page. */
async function addDocs(app: FastifyInstance, hasTokens: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Recommendations',
        description: 'Recommendations of a trained hvamp model. Every answer names the model that gave it.',
        version: '1',
      },
      ...(hasTokens && {
        components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
        security: [{ token: [] }],
      }),
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
