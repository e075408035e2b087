import { callAfter, requireKnown } from '@hvamp/random'
import fastify, { LogController } from 'fastify'
import { type Logger, pino } from 'pino'
import { errorBody } from './http/errors'
import { untilQuiet } from './http/until-quiet'
import { logEvents } from './metrics/log-events'
import { type RecommendationsOptions, recommendations, recommendationsOptions } from './plugin'

export interface ServeOptions extends RecommendationsOptions {
  /** Address to listen on: 127.0.0.1 by default, which this machine alone reaches. */
  readonly host?: string | undefined
  /** Port to listen on: 3000 by default, 0 for any free one. */
  readonly port?: number | undefined
  /** Seconds that requests under way have to end once the server closes: 10 by default. */
  readonly grace?: number | undefined
  /** Where it logs: JSON lines on stdout by default. */
  readonly logger?: Logger | undefined
}

/** A server that listens. */
export interface Server {
  /** Such as http://127.0.0.1:3000. */
  readonly address: string
  /**
   * Answers what comes until no new connection came for 100 ms, half a second at most, and is not ready meanwhile; then takes none, answers
   * the requests under way, and frees the model.
   */
  close(): Promise<void>
}

/**
 * Serves recommendations over HTTP. The service becomes the server's, which closes it.
 *
 * @throws if the port cannot be listened on
 * @example const server = await serve({ service: await runService({ run: 'runs/latest' }), port: 3000 })
 */
export async function serve(given: ServeOptions): Promise<Server> {
  requireKnown('serve: options', given, {
    ...recommendationsOptions,
    ...{ host: true, port: true, grace: true, logger: true },
  })
  const { host = '127.0.0.1', port = 3000, grace = 10, logger = pino(), ...options } = given
  const app = fastify({
    loggerInstance: logger,
    // Metrics count requests; a log line for each would cost more than the answer.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 10_000, // ms until the whole request is here
    keepAliveTimeout: 65_000,
    return503OnClosing: false, // what comes on an open connection while closing is answered, then the connection ends
    forceCloseConnections: 'idle',
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1000 },
  })
  app.setNotFoundHandler((request, reply) => {
    const wayOut = options.docs === false ? '' : ': /docs describes all'
    reply.code(404).send(errorBody(404, `${request.method} ${request.url} must be a route${wayOut}`))
  })
  const { service } = options
  const stop = logEvents(service, logger)
  let closing: Promise<void> | undefined
  // a connection that stayed open after its answer would keep the server until the grace ends
  app.addHook('onSend', async (_, reply) => {
    if (closing !== undefined) reply.header('connection', 'close')
  })
  try {
    await app.register(recommendations, options)
    // after its own hook, by which it is no longer ready
    await app.register(async (last) => {
      last.addHook('preClose', async () => {
        if (app.server.listening) await untilQuiet(app.server)
      })
    })
    const address = await app.listen({ host, port }).catch((cause: NodeJS.ErrnoException) => {
      throw new Error(`serve: address must be free to listen on, got ${host}:${port} (${cause.code})`, {
        cause,
      })
    })
    const close = async () => {
      const endGrace = callAfter(grace * 1000, () => app.server.closeAllConnections())
      try {
        await app.close()
        await service.close()
      } finally {
        endGrace()
        stop()
      }
    }
    return {
      address,
      close() {
        closing ??= close()
        return closing
      },
    }
  } catch (error) {
    stop()
    await app.close()
    await service.close()
    throw error
  }
}
