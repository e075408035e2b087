// Recommendations over HTTP for people whom the model never saw: the history comes with the request.
//   node server.mjs [folder of a model] [port]
//   curl -d '{"items":["7","12"],"count":3}' -H 'content-type: application/json' http://127.0.0.1:3000/recommendations
import fastify from 'fastify'
import { alignHistories, interactionsFrom, recommend, useBackend } from 'hvamp'
import { loadModel } from 'hvamp/node'
import { sampleModel } from './sample-model.mjs'

const [path, port = '3000'] = process.argv.slice(2)
await useBackend('auto')
const model = path ? await loadModel(path) : await sampleModel()
const known = new Set(model.itemIds)

const ids = { type: 'array', items: { type: 'string', maxLength: 200 }, minItems: 1, maxItems: 1000 }
const body = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: { items: ids, count: { type: 'integer', minimum: 1, maximum: 100, default: 10 } },
}
const server = fastify({
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false } }, // refuse, never repair
  schemaErrorFormatter: ([{ instancePath, message, params }]) =>
    new Error(
      `body${instancePath} ${message}${params.additionalProperty ? `: '${params.additionalProperty}'` : ''}`,
    ),
  bodyLimit: 1 << 18, // bytes: a thousand ids
  requestTimeout: 5000, // ms until the whole request is here
  http: { headersTimeout: 5000, connectionsCheckingInterval: 1000 },
  forceCloseConnections: 'idle', // requests under way are answered before the end
})

server.post('/recommendations', { schema: { body } }, async (request, reply) => {
  const { items, count } = request.body
  if (!items.some((item) => known.has(item))) {
    return reply.code(422).send({ error: 'items: at least one must be known to the model, got none' })
  }
  const visitor = interactionsFrom(items.map((item) => ({ user: 'visitor', item })))
  const { histories, unknownItems } = alignHistories(visitor, model.itemIds)
  const [list] = await recommend(model, histories, { count })
  return { items: list.items, unknownItems }
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    setTimeout(() => server.server.closeAllConnections(), 5000).unref() // also of those who keep theirs open
    server.close()
  })
}
console.log(`listening on ${await server.listen({ port: Number(port) })}`)
