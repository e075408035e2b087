import { backend as running } from '@tensorflow/tfjs-core'
import { evaluate, ndcg, recommend, useBackend } from 'hvamp'
import { splitUsers } from 'hvamp/data'
import { fitMemory, fitOptions, makeModel, multVaeNetwork, popularity } from 'hvamp/models'
import { median } from '../statistics.mjs'
import { zipfInteractions } from '../zipf-interactions.mjs'

/**
 * Trains a model of many items for an epoch, measures it on users held out, and recommends.
 *
 * Bytes of tensors are those that the heap of wasm has grown to.
 */
export default async function wide({ backend, model: name, tested, options, fit, ...size }) {
  await useBackend(backend)
  const { items, perUser } = size
  const all = zipfInteractions(size)
  const { train, test } = splitUsers(all, { heldOut: tested })
  const model = makeModel(name, options)
  const times = []
  let [parameters, began] = [0, performance.now()]
  const [start, cpu] = [began, process.cpuUsage()]
  await model.fit(train, {
    ...fitOptions(fit),
    onEvent(event) {
      if (event.type === 'start') parameters = event.parameterCount
      if (event.type === 'step') {
        const now = performance.now()
        if (event.step > 2) times.push(now - began)
        began = now
        if (event.step % 100 === 0) {
          console.log(
            `step ${event.step} of ${event.batchCount}, ${median(times).toFixed()} ms, loss ${event.loss.toFixed(1)}`,
          )
        }
      }
    },
  })
  const heapBytes = running().wasm.asm.memory.buffer.byteLength
  const { user, system } = process.cpuUsage(cpu)
  const fitted = {
    parameters,
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    steps: times.length + 2,
    stepMs: median(times),
  }
  const ofAll = async (recommender) =>
    (await evaluate(recommender, test, [ndcg(100)])).metrics['ndcg@100'].mean
  const popular = popularity()
  await popular.fit(train)
  const ndcgs = { model: await ofAll(model), popularity: await ofAll(popular) }
  const from = performance.now()
  const lists = await recommend(model, test.foldIn, { count: 10 })
  const seconds = (performance.now() - from) / 1000
  const { sampledSoftmax, ...sizes } = options
  const batchItems = Math.min(items, fit.batchSize * perUser)
  const bytesOf = (optimizer, sampled) =>
    fitMemory(() => multVaeNetwork({ ...sizes, items, sampledSoftmax: sampled }), {
      ...{ items, batchSize: fit.batchSize, batchItems, optimizer, sampledSoftmax: sampled },
    })
  return {
    fit: fitted,
    heapBytes,
    estimates: {
      dense: bytesOf('adam', 0),
      rows: bytesOf('rowMoments', 0),
      sampled: bytesOf('adam', sampledSoftmax),
      sampledRows: bytesOf('rowMoments', sampledSoftmax),
    },
    recommend: { users: lists.length, seconds },
    ndcg: ndcgs,
  }
}
