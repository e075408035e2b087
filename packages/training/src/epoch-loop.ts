import { random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { BestEpoch } from './best-epoch'
import { breathe } from './breathe'
import type { Checkpointer } from './checkpointer'
import type { Pass } from './phases'
import { afterBatch, afterEpoch, meansOf, type Progress } from './progress'
import type { StopReason } from './report'
import { requireFinite } from './require-finite'
import { stopReason } from './stop-reason'
import { takeStep } from './take-step'
import type { Settings } from './train-options'
import type { Trainable } from './trainable'

/** A training under way, epoch by epoch. */
export interface EpochLoop {
  readonly progress: Progress
  /** Why training is over, or undefined while it is not. */
  reasonToStop(): StopReason | undefined
  /** Trains the rest of the running epoch, validates and records it; an abort leaves it before its end. */
  runEpoch(): Promise<void>
  /** Saves a checkpoint of this moment, where there is a store. */
  save(): Promise<void>
}

/** What a training consists of. */
export interface EpochLoopParts<Batch> {
  readonly weights: Weights
  /** Whether weights may have gradients of parts alone. */
  readonly touches: Trainable<Batch>['touches']
  /** What an epoch consists of. */
  readonly passes: readonly Pass<Batch>[]
  readonly best: BestEpoch
  readonly checkpoints: Checkpointer
  /** Where training begins, or is resumed. */
  readonly start: Progress
}

export function epochLoop<Batch>(
  { weights, touches, passes, best, checkpoints, start }: EpochLoopParts<Batch>,
  settings: Settings<Batch>,
): EpochLoop {
  const { epochs, klWeight, onEvent: emit, signal } = settings
  const batchCount = passes.length * settings.batchCount // of an epoch
  const randomness = random(settings.seed).fork('training')
  let progress = start
  let began = performance.now()

  const seconds = () => progress.seconds + (performance.now() - began) / 1000
  const save = () => checkpoints.save({ ...progress, seconds: seconds() }, best.best)

  async function trainBatch(data: Batch, { phase, optimizer, optimizerStep }: Pass<Batch>): Promise<void> {
    const { epoch } = progress
    const [batch, step] = [progress.batch + 1, progress.step + 1]
    const examples = settings.exampleCount?.(data)
    if (examples !== undefined && !(examples >= 0 && Number.isFinite(examples))) {
      throw new Error(`train: exampleCount must be finite and at least 0, got ${examples}`)
    }
    const beta = klWeight.weight({ epoch, step })
    const noise = randomness.fork('noise').fork(epoch).fork(batch)
    const terms = await takeStep(
      phase.weights,
      optimizer,
      optimizerStep(epoch, batch),
      `in epoch ${epoch}, batch ${batch}`,
      () => phase.loss(data, { klWeight: beta, noise }),
      touches,
    )
    progress = afterBatch(progress, terms, examples ?? 1)
    const { loss, ...others } = terms as { loss: number }
    const position = { epoch, epochs, batch, batchCount, step }
    const counted = examples === undefined ? {} : { examples }
    emit?.({ type: 'step', ...position, ...counted, klWeight: beta, loss, terms: others })
  }

  async function trainPass(pass: Pass<Batch>): Promise<void> {
    const { batchCount, batches } = settings
    const noise = randomness.fork('batches').fork(progress.epoch)
    let given = 0
    for await (const data of batches(progress.epoch, pass.index === 0 ? noise : noise.fork(pass.index))) {
      given++
      if (pass.start + given <= progress.batch) continue // done before it was resumed
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

  async function endEpoch(): Promise<void> {
    const { epoch, step } = progress
    if (progress.examples === 0) {
      throw new Error(
        `train: exampleCount must be positive in some batch of each epoch, got 0 in all of ${epoch}`,
      )
    }
    await requireFinite(weights, `in epoch ${epoch}, batch ${batchCount}`)
    const validation = await settings.validate?.()
    if (settings.validate) await best.judge(epoch, validation!)
    const beta = klWeight.weight({ epoch, step })
    const judged = validation === undefined ? {} : { validation }
    const record = { epoch, klWeight: beta, ...meansOf(progress), ...judged, seconds: seconds() }
    progress = afterEpoch(progress, record)
    began = performance.now()
    emit?.({ type: 'epoch', epochs, record })
    if (checkpoints.isDue()) await save()
  }

  return {
    get progress() {
      return progress
    },
    reasonToStop: () =>
      stopReason(progress.history.length, best.best?.epoch, settings) ??
      (signal?.aborted ? 'aborted' : undefined),
    async runEpoch() {
      for (const pass of passes) {
        if (progress.batch >= pass.start + settings.batchCount) continue // done before it was resumed
        if (pass.isFirst && progress.batch === pass.start) pass.phase.begin?.()
        await trainPass(pass)
        if (signal?.aborted) return
      }
      await endEpoch()
    },
    save,
  }
}
