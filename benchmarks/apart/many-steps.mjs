import { memory } from '@tensorflow/tfjs-core'
import { networkRecommender, useBackend } from 'hvamp'
import { constant } from 'hvamp/training'
import { randomInteractions } from '../random-interactions.mjs'
import { models } from '../shapes.mjs'

/** What is in memory after some steps of training: tensors, their bytes, JavaScript's heap and the whole process. */
export default async function manySteps({
  backend,
  model: name,
  items,
  perUser,
  batch,
  snapshots,
  ...sizes
}) {
  await useBackend(backend)
  const model = networkRecommender({ name, build: ({ items }) => models[name]({ items, ...sizes }) })
  const steps = snapshots.at(-1)
  const stepsAnEpoch = Math.min(50, ...snapshots)
  const results = []
  let parameters = 0
  await model.fit(randomInteractions({ users: stepsAnEpoch * batch, items, perUser }), {
    epochs: Math.ceil(steps / stepsAnEpoch),
    batchSize: batch,
    klWeight: constant(0.3),
    onEvent(event) {
      if (event.type === 'start') parameters = event.parameterCount
      if (event.type !== 'step' || !snapshots.includes(event.step)) return
      globalThis.gc()
      const { numTensors, numBytes } = memory()
      const { heapUsed, rss } = process.memoryUsage()
      results.push({ step: event.step, tensors: numTensors, tensorBytes: numBytes, heapBytes: heapUsed, rss })
    },
  })
  return { parameters, snapshots: results }
}
