import { memory } from '@tensorflow/tfjs-core'
import { recommend, useBackend } from 'hvamp'
import { fittedModel } from '../fitted-model.mjs'
import { randomInteractions } from '../random-interactions.mjs'
import { percentile } from '../statistics.mjs'

const WARM_UP = 20

/** Times of single recommendations, each for another user, and what they leave in memory. */
export default async function latency({ backend, model: name, items, perUser, calls, ...sizes }) {
  await useBackend(backend)
  const { itemIds } = randomInteractions({ users: 1, items, perUser })
  const model = await fittedModel(name, { items, itemIds, ...sizes })
  const userOf = (seed) => randomInteractions({ users: 1, items, perUser, seed, itemIds })
  for (let call = 0; call < WARM_UP; call++) await recommend(model, userOf(call))

  const before = leftOver()
  const times = new Float64Array(calls)
  for (let call = 0; call < calls; call++) {
    const user = userOf(WARM_UP + call)
    const began = performance.now()
    await recommend(model, user, { count: 10 })
    times[call] = performance.now() - began
  }
  const after = leftOver()
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    moreTensors: after.tensors - before.tensors,
    moreHeapBytes: after.heapBytes - before.heapBytes,
  }
}

function leftOver() {
  globalThis.gc()
  return { tensors: memory().numTensors, heapBytes: process.memoryUsage().heapUsed }
}
