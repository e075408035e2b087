import { networkRecommender, useBackend } from 'hvamp'
import { randomInteractions } from '../random-interactions.mjs'
import { models } from '../shapes.mjs'
import { median } from '../statistics.mjs'
import { timeSteps } from '../time-steps.mjs'

/** Training steps on WebGPU: each waits for the loss, and so for what the step before it did on the GPU. */
export default async function gpuSteps({ model: name, items, perUser, batch, warmUp, repeats, ...sizes }) {
  const { adapter } = await useBackend('webgpu')
  const model = networkRecommender({ name, build: ({ items }) => models[name]({ items, ...sizes }) })
  const rows = randomInteractions({ users: (warmUp + repeats) * batch, items, perUser })
  const steps = (await timeSteps(model, rows, { batch })).slice(warmUp)
  return { adapter, stepMs: median(steps), steps }
}
