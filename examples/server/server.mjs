// Recommendations over HTTP for people whom the model never saw: the history comes with the request.
//   node server.mjs [folder of a model] [port]
//   curl -d '{"items":["7","12"],"count":3}' -H 'content-type: application/json' http://127.0.0.1:3000/recommendations
import fastify from 'fastify'
import {
  alignHistories,
  binarize,
  hvamp,
  interactionsFrom,
  recommend,
  syntheticInteractions,
  useBackend,
} from 'hvamp'
import { loadModel } from 'hvamp/node'

const [path, port = '3000'] = process.argv.slice(2)
await useBackend('auto')
const model = path ? await loadModel(path) : await sampleModel()
const known = new Set(model.itemIds)

const ids = { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 1000 }
const body = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: { items: ids, count: { type: 'integer', minimum: 1, maximum: 100, default: 10 } },
}
const server = fastify({ forceCloseConnections: true })

server.post('/recommendations', { schema: { body } }, async (request, reply) => {
  const { items, count } = request.body
  if (!items.some((item) => known.has(item))) {
    return reply.code(422).send({ error: 'items: at least one must be known to the model, got none' })
  }
  const visitor = interactionsFrom(items.map((item) => ({ user: 'visitor', item })))
  const { histories, unknownItems } = alignHistories(visitor, model.itemIds)
  const [list] = await recommend(model, histories, { count })
  return { items: list, unknownItems }
})

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())
console.log(`listening on ${await server.listen({ port: Number(port) })}`)

/** A small model of made-up tastes, for a first look. */
async function sampleModel() {
  const { interactions } = syntheticInteractions({ users: 500, items: 200, seed: 1 })
  const train = binarize(interactions, { atLeast: 4 })
  const sample = hvamp({ items: train.itemCount, hidden: 32, latent: 8, pseudoInputs: 10, gated: true })
  await sample.fit(train, { epochs: 5, batchSize: 50, optimizer: { learningRate: 2e-3 } })
  return sample
}
