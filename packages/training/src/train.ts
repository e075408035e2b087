import type { Weights } from '@hvamp/tensors'
import { type Adam, adam } from './adam'
import { bestEpoch } from './best-epoch'
import { checkpointer } from './checkpointer'
import { epochLoop } from './epoch-loop'
import { type Pass, passesOf, phasesOf } from './phases'
import { trainingStart } from './progress'
import type { TrainingReport } from './report'
import { checkedOptions, type Settings, type TrainOptions } from './train-options'
import type { Trainable } from './trainable'

/**
 * Trains anything trainable: epochs of batches, Adam, β by schedule, early stopping, checkpoints.
 *
 * In the end the weights are those of the best epoch by validation, or the last ones where nothing is validated.
 * From the same seed, data and backend the result is the same, bit for bit, however often it was stopped and resumed.
 *
 * @throws if an option is unknown or out of its range, or all weights are frozen; with the code HVAMP_OTHER_CHECKPOINT or HVAMP_UNREADABLE_CHECKPOINT, if the
 *   checkpoint to resume from was made with other options or cannot be read; with the code HVAMP_NOT_FINITE, if a loss, a validation or a weight is not finite, naming epoch and
 *   batch (the last checkpoint stays): see `TrainingError`
 * @example await train(model, { batches, batchCount: 25, epochs: 100, klWeight: warmUp({ to: 0.3, epochs: 50 }) })
 */
export async function train<Batch>(
  trainable: Trainable<Batch>,
  options: TrainOptions<Batch>,
): Promise<TrainingReport> {
  const settings = checkedOptions(options)
  const phases = phasesOf(trainable)
  const still = phases.find(({ weights }) => Object.keys(weights).length === 0)
  if (still) {
    const where = trainable.phases ? ` in phase '${still.name}'` : ''
    throw new Error(`train: a weight must be left that is not frozen, got none${where}`)
  }
  const optimizers: Adam[] = []
  try {
    for (const { weights } of phases) optimizers.push(adam(weights, settings.optimizer))
    return await run(trainable, passesOf(phases, optimizers, settings.batchCount), optimizers, settings)
  } finally {
    disposeAll(optimizers)
  }
}

function disposeAll(optimizers: readonly Adam[]): void {
  for (const optimizer of optimizers) optimizer.dispose()
}

async function run<Batch>(
  trainable: Trainable<Batch>,
  passes: readonly Pass<Batch>[],
  optimizers: readonly Adam[],
  settings: Settings<Batch>,
): Promise<TrainingReport> {
  const { weights } = trainable
  const { epochs, onEvent: emit } = settings
  const checkpoints = checkpointer(trainable, optimizers, settings)
  const resumed = await checkpoints.resume()
  const best = bestEpoch(weights, resumed?.best, emit)
  const start = resumed?.progress ?? trainingStart
  const touches = settings.optimizer?.secondMoments === 'perRow' ? 'few' : trainable.touches
  const loop = epochLoop({ weights, touches, passes, best, checkpoints, start }, settings)

  const { epoch, batch } = start
  const batchCount = passes.length * settings.batchCount // of an epoch
  const parameterCount = optimizers.reduce((total, { moments }) => total + sizeOf(moments), 0)
  emit?.({ type: 'start', epoch, batch, epochs, batchCount, resumed: resumed !== undefined, parameterCount })
  let stopped = loop.reasonToStop()
  while (!stopped) {
    await loop.runEpoch()
    stopped = loop.reasonToStop()
  }
  await loop.save()
  disposeAll(optimizers) // a weight that is restored is there twice for a moment
  best.restore()
  const { history } = loop.progress
  emit?.({ type: 'stop', stopped, epoch: history.length, bestEpoch: best.best?.epoch })
  return { epochs: history, bestEpoch: best.best?.epoch, stopped }
}

function sizeOf(weights: Weights): number {
  return Object.values(weights).reduce((total, { variable }) => total + variable.size, 0)
}
