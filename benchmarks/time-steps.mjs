import { constant } from 'hvamp/training'

/**
 * Milliseconds of training steps: batch, loss, gradients and update, as `fit` does them.
 *
 * @param between called after every step, its time is nobody's
 * @returns a time for each batch of an epoch
 */
export async function timeSteps(model, interactions, { batch, between }) {
  const times = []
  let began = performance.now()
  await model.fit(interactions, {
    epochs: 1,
    batchSize: batch,
    klWeight: constant(0.3),
    onEvent({ type }) {
      if (type === 'step') {
        times.push(performance.now() - began)
        between?.()
      }
      began = performance.now()
    },
  })
  return times
}
