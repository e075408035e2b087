import { networkRecommender, useBackend, warmUp } from 'hvamp'
import { ml1mSplit } from '../ml-1m.mjs'
import { models } from '../shapes.mjs'
import { median } from '../statistics.mjs'

/**
 * Real training on MovieLens 1M.
 *
 * @returns for each epoch the median of its steps in milliseconds (without the first two of all) and the seconds it
 *   took, validation included
 */
export default async function trainingEpochs({ backend, model: name, epochs, batch, ...sizes }) {
  await useBackend(backend)
  const { train, validation } = await ml1mSplit()
  const model = networkRecommender({ name, build: ({ items }) => models[name]({ items, ...sizes }) })
  const results = []
  let times = []
  let began = performance.now()
  await model.fit(train, {
    epochs,
    batchSize: batch,
    validation,
    klWeight: warmUp({ to: 0.3, epochs: 100 }),
    onEvent(event) {
      if (event.type === 'step') {
        if (event.step > 2) times.push(performance.now() - began)
      }
      if (event.type === 'epoch') {
        const { epoch, seconds } = event.record
        results.push({ epoch, stepMs: median(times), seconds })
        times = []
      }
      began = performance.now()
    },
  })
  return results
}
