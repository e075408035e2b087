import { join } from 'node:path'
import { evaluate, evaluateRatings, popularity, type RatingEvaluation } from '@hvamp/models'
import { saveModel } from '@hvamp/models/node'
import type { TrainingError, TrainingReport } from '@hvamp/training'
import { badInput, isBadInput } from '../process/bad-input'
import { catchInterrupts, endNow } from '../process/interrupt'
import { metricsFrom } from '../settings/metric-names'
import { isOfRatings, isUsedBy, modelTitle } from '../settings/model'
import type { TrainingDisplay } from '../terminal/display'
import { grouped, metricTitle } from '../terminal/format'
import type { Output } from '../terminal/output'
import { trainingDisplay } from '../terminal/training-display'
import { writeDataProfile } from './data-profile'
import { runFitOptions } from './fit-options'
import { writeLatentMap } from './latent-map'
import { type Measured, measure, metricsByModel, writePerUser } from './measure'
import {
  checkpointsOf,
  hasCheckpoint,
  removeCheckpoint,
  removeRun,
  runFiles,
  writeHistory,
} from './run-folder'
import { writeRunMetrics } from './run-metrics'
import { type RunValidation, writeRunValidation } from './run-validation'
import { backendTitle } from './start-backend'
import type { TrainingJob } from './training-job'

/** Milliseconds in which a model without checkpoints stops by itself. */
const unheeded = 3000

/** How a training ended: with an exit code if it was interrupted. */
export type Training =
  | { readonly interrupted: number }
  /** Until its validation: no test user was looked at. */
  | { readonly interrupted?: undefined; readonly validated: RunValidation }
  | {
      readonly interrupted?: undefined
      readonly validated?: undefined
      readonly report: TrainingReport
      readonly measured: readonly Measured[]
      /** Of a model of ratings. */
      readonly ratings?: RatingEvaluation
    }

/** Trains, measures on the test users beside popularity, and fills the run folder. */
export async function runTraining(
  job: TrainingJob,
  out: Output,
  { checkpointSeconds, until = 'test' }: { checkpointSeconds: number; until?: 'validation' | 'test' },
): Promise<Training> {
  const { folder, config, split, model } = job
  const { options } = config
  const display = trainingDisplay({
    out,
    batch: options.batch ?? 1,
    metric: metricTitle(options.validationMetric),
  })
  const interrupt = catchInterrupts((name) => {
    if (hasCheckpoints(job)) {
      display.say('stopping: the checkpoint is being written; once more stops at once, without it')
      return
    }
    display.say('stopping')
    // with nothing to save, nothing waits for a solver that does not look at the signal
    setTimeout(() => {
      display.stop()
      out.note(`stopped; begin again with: hvamp train --resume ${folder}`)
      endNow(name)
    }, unheeded).unref()
  })
  try {
    const began = performance.now()
    const report = await fit(job, display, { checkpointSeconds, signal: interrupt.signal })
    const seconds = (performance.now() - began) / 1000
    interrupt.release() // from here on everything can be done again from the checkpoint
    if (report.epochs.length > 0) await writeHistory(folder, report.epochs)
    if (interrupt.code !== undefined) return { interrupted: interrupt.code }
    display.stop()
    const validated = await validatedTraining(job, report, seconds)
    if (until === 'validation') {
      await writeRunValidation(folder, validated)
      return { validated }
    }
    out.note(`measuring on ${grouped(split.test.foldIn.userCount)} test users`)
    const metrics = metricsFrom(options.metrics, '--metrics')
    const measured = [await measure(modelTitle(options), model, split.test, metrics)]
    if (options.model !== 'popularity') {
      const baseline = popularity()
      await baseline.fit(split.train)
      measured.push(await measure('popularity', baseline, split.test, metrics))
    }
    const ratings = isOfRatings(options.model) && (await evaluateRatings(model, split.test))
    await saveModel(model, join(folder, runFiles.model))
    await writePerUser(folder, measured, split.test)
    await writeDataProfile(folder, split.train)
    await writeLatentMap(folder, model, split.test.foldIn)
    await writeMetrics(job, validated, { measured, ...(ratings && { ratings }) })
    await removeCheckpoint(folder)
    return { report, measured, ...(ratings && { ratings }) }
  } catch (error) {
    await leave(job, error, display)
    throw error
  } finally {
    interrupt.release()
    display.stop()
  }
}

/** A run that failed: what of it can be resumed is kept, and where nothing can, its folder is free for another try. */
async function leave(
  { folder, isResumed }: TrainingJob,
  error: unknown,
  display: TrainingDisplay,
): Promise<void> {
  const isLost = error instanceof Error && codeOf(error) === 'HVAMP_NOT_FINITE' // again and again, with these options
  const isKept = await hasCheckpoint(folder)
  if (!isResumed && (isLost || !isKept)) await removeRun(folder)
  else if (isKept && !isLost)
    display.say(`the checkpoint is kept; resume with: hvamp train --resume ${folder}`)
}

function codeOf(error: Error): unknown {
  if ('code' in error) return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : undefined
}

/** Whether its training writes checkpoints to resume from; without them it begins again. */
export function hasCheckpoints({ config }: Pick<TrainingJob, 'config'>): boolean {
  return isUsedBy(config.options.model, 'batch')
}

async function fit(
  { folder, config, split, model, isResumed }: TrainingJob,
  display: TrainingDisplay,
  control: { checkpointSeconds: number; signal: AbortSignal },
): Promise<TrainingReport> {
  try {
    return await model.fit(split.train, {
      ...runFitOptions(config.options),
      ...control,
      // a model of ratings is not chosen by how it ranks
      ...(!isOfRatings(config.options.model) && { validation: split.validation }),
      onEvent: display.event,
      checkpoints: checkpointsOf(folder),
      resume: isResumed,
    })
  } catch (error) {
    display.stop()
    if (isBadInput(error) || !(error instanceof Error)) throw error
    const { code } = error as Partial<TrainingError>
    if (code === 'HVAMP_NOT_FINITE') {
      const hint = hasCheckpoints({ config }) ? ': a smaller --learning-rate may help' : ''
      throw badInput(`${error.message}${hint}`, error)
    }
    if (code === 'HVAMP_OTHER_CHECKPOINT' || code === 'HVAMP_UNREADABLE_CHECKPOINT') {
      throw badInput(error.message, error)
    }
    throw error
  }
}

/** The validation metric of the model as it is now: that of its best epoch, where it has one. */
async function validationOf(
  { config, model, split }: TrainingJob,
  { epochs, bestEpoch }: TrainingReport,
): Promise<number> {
  const known = epochs.find(({ epoch }) => epoch === bestEpoch)?.validation
  if (known !== undefined) return known
  const [metric] = metricsFrom(config.options.validationMetric, '--validation-metric')
  return (await evaluate(model, split.validation, [metric!])).metrics[metric!.name]!.mean
}

async function validatedTraining(
  job: TrainingJob,
  report: TrainingReport,
  seconds: number,
): Promise<RunValidation> {
  const { epochs, bestEpoch, stopped } = report
  return {
    trained: new Date().toISOString(),
    epochs: epochs.length,
    stopped,
    bestEpoch: bestEpoch ?? null,
    validation: await validationOf(job, report),
    trainingSeconds: epochs.length > 0 ? epochs.reduce((sum, epoch) => sum + epoch.seconds, 0) : seconds,
  }
}

async function writeMetrics(
  { folder, backend, split }: TrainingJob,
  { trained: _, ...validated }: RunValidation,
  { measured, ratings }: { measured: readonly Measured[]; ratings?: RatingEvaluation },
): Promise<void> {
  await writeRunMetrics(folder, {
    finished: new Date().toISOString(),
    backend: backendTitle(backend),
    ...validated,
    peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), // of this process; Node gives kilobytes
    test: {
      users: measured[0]!.evaluation.userCount,
      withoutHeldOutItems: split.test.foldIn.userCount - measured[0]!.evaluation.userCount,
      models: metricsByModel(measured),
      ...(ratings && { ratings }),
    },
  })
}
