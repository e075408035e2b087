import { random } from '@hvamp/random'
import { readWeights, type Weights, writeWeights } from '@hvamp/tensors'
import { type Adam, adam } from './adam'
import { breathe } from './breathe'
import type { Best } from './checkpoint'
import { checkpointer } from './checkpointer'
import { type Pass, passesOf, phasesOf } from './phases'
import { afterBatch, afterEpoch, meansOf, trainingStart } from './progress'
import type { TrainingReport } from './report'
import { requireFinite } from './require-finite'
import { stopReason } from './stop-reason'
import { takeStep } from './take-step'
import { checkedOptions, type Settings, type TrainOptions } from './train-options'
import type { Trainable } from './trainable'

/**
 * Trains anything trainable: epochs of batches, Adam, β by schedule, early stopping, checkpoints.
 *
 * In the end the weights are those of the best epoch by validation, or the last ones where nothing is validated.
 * From the same seed, data and backend the result is the same, bit for bit, however often it was stopped and resumed.
 *
 * @throws if an option is out of its range; if the checkpoint to resume from was made with other options; if a loss, a
 *   validation or a weight is not finite, naming epoch and batch (the last checkpoint stays)
 * @example await train(model, { batches, batchCount: 25, epochs: 100, klWeight: warmUp({ to: 0.3, epochs: 50 }) })
 */
export async function train<Batch>(
  trainable: Trainable<Batch>,
  options: TrainOptions<Batch>,
): Promise<TrainingReport> {
  const settings = checkedOptions(options)
  const phases = phasesOf(trainable)
  const optimizers: Adam[] = []
  try {
    for (const { weights } of phases) optimizers.push(adam(weights, settings.optimizer))
    return await run(trainable, passesOf(phases, optimizers, settings.batchCount), optimizers, settings)
  } finally {
    for (const optimizer of optimizers) optimizer.dispose()
  }
}

async function run<Batch>(
  trainable: Trainable<Batch>,
  passes: readonly Pass<Batch>[],
  optimizers: readonly Adam[],
  settings: Settings<Batch>,
): Promise<TrainingReport> {
  const { weights } = trainable
  const batchCount = passes.length * settings.batchCount // of an epoch
  const { epochs, klWeight, onEvent: emit, signal, validate } = settings
  const randomness = random(settings.seed).fork('training')
  const checkpoints = checkpointer(trainable, optimizers, settings)
  const resumed = await checkpoints.resume()
  let progress = resumed?.progress ?? trainingStart
  let best: Best | undefined = resumed?.best
  let began = performance.now()

  const seconds = () => progress.seconds + (performance.now() - began) / 1000
  const save = () => checkpoints.save({ ...progress, seconds: seconds() }, best)

  async function trainBatch(data: Batch, { phase, optimizer, optimizerStep }: Pass<Batch>): Promise<void> {
    const { epoch } = progress
    const [batch, step] = [progress.batch + 1, progress.step + 1]
    const beta = klWeight.weight({ epoch, step })
    const noise = randomness.fork('noise').fork(epoch).fork(batch)
    const terms = await takeStep(
      phase.weights,
      optimizer,
      optimizerStep(epoch, batch),
      `in epoch ${epoch}, batch ${batch}`,
      () => phase.loss(data, { klWeight: beta, noise }),
    )
    const examples = settings.exampleCount?.(data)
    progress = afterBatch(progress, terms, examples ?? 1)
    const { loss, ...others } = terms as { loss: number }
    const position = { epoch, epochs, batch, batchCount, step }
    const counted = examples === undefined ? {} : { examples }
    emit?.({ type: 'step', ...position, ...counted, klWeight: beta, loss, terms: others })
  }

  async function trainPass(pass: Pass<Batch>): Promise<void> {
    const { batchCount } = settings
    const noise = randomness.fork('batches').fork(progress.epoch)
    let given = 0
    for await (const data of settings.batches(
      progress.epoch,
      pass.index === 0 ? noise : noise.fork(pass.index),
    )) {
      given++
      if (pass.start + given <= progress.batch) continue
      if (given > batchCount) break
      await trainBatch(data, pass)
      if (checkpoints.isDue()) await save()
      await breathe()
      if (signal?.aborted) return
    }
    if (given !== batchCount) {
      const got = given > batchCount ? 'more' : given
      throw new Error(`train: batches must give batchCount = ${batchCount} batches an epoch, got ${got}`)
    }
  }

  async function trainEpoch(): Promise<void> {
    for (const pass of passes) {
      if (progress.batch >= pass.start + settings.batchCount) continue // done before it was resumed
      if (pass.isFirst && progress.batch === pass.start) pass.phase.begin?.()
      await trainPass(pass)
      if (signal?.aborted) return
    }
  }

  async function judge(epoch: number, value: number): Promise<void> {
    if (!Number.isFinite(value)) {
      throw new Error(`train: the validation must be finite, got ${value} in epoch ${epoch}`)
    }
    const before = best && { best: { epoch: best.epoch, value: best.value } }
    emit?.({ type: 'validation', epoch, value, ...before })
    if (best && value <= best.value) return
    best = { epoch, value, weights: await readWeights(weights, best?.weights) }
    emit?.({ type: 'improved', epoch, value })
  }

  async function endEpoch(): Promise<void> {
    const { epoch, step } = progress
    await requireFinite(weights, `in epoch ${epoch}, batch ${batchCount}`)
    const validation = await validate?.()
    if (validation !== undefined) await judge(epoch, validation)
    const beta = klWeight.weight({ epoch, step })
    const judged = validation === undefined ? {} : { validation }
    const record = { epoch, klWeight: beta, ...meansOf(progress), ...judged, seconds: seconds() }
    progress = afterEpoch(progress, record)
    began = performance.now()
    emit?.({ type: 'epoch', epochs, record })
    if (checkpoints.isDue()) await save()
  }

  const reasonToStop = () =>
    stopReason(progress.history.length, best?.epoch, settings) ?? (signal?.aborted ? 'aborted' : undefined)

  const { epoch, batch } = progress
  const parameterCount = optimizers.reduce((total, { moments }) => total + sizeOf(moments), 0)
  emit?.({ type: 'start', epoch, batch, epochs, batchCount, resumed: resumed !== undefined, parameterCount })
  let stopped = reasonToStop()
  while (!stopped) {
    await trainEpoch()
    if (!signal?.aborted) await endEpoch()
    stopped = reasonToStop()
  }
  await save()
  if (best) writeWeights(weights, best.weights)
  const bestEpoch = best?.epoch
  emit?.({ type: 'stop', stopped, epoch: progress.history.length, bestEpoch })
  return { epochs: progress.history, bestEpoch, stopped }
}

function sizeOf(weights: Weights): number {
  return Object.values(weights).reduce((total, { variable }) => total + variable.size, 0)
}
