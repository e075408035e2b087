import { join } from 'node:path'
import { evaluate, evaluateRatings, type RatingEvaluation } from '@hvamp/models'
import { saveModel } from '@hvamp/models/node'
import type { TrainingError, TrainingErrorCode, TrainingReport } from '@hvamp/training'
import { measuredUsersOf } from '../inputs/split-parts'
import { badInput, isBadInput, isOutOfMemory } from '../process/bad-input'
import { catchInterrupts, endNow } from '../process/interrupt'
import { metricsFrom } from '../settings/metric-names'
import { isOfRatings, isUsedBy, modelTitle } from '../settings/model'
import type { Until } from '../settings/until'
import type { TrainingDisplay } from '../terminal/display'
import { counted, metricTitle } from '../terminal/format'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { trainingDisplay } from '../terminal/training-display'
import { writeDataProfile } from './data-profile'
import { runFitOptions } from './fit-options'
import { writeLatentMap } from './latent-map'
import { type Measured, measure, measurePopularity, testedModels, writePerUser } from './measure'
import { type Pause, pauseAfter } from './pause'
import { type AfterTraining, resumeCommand } from './resume-command'
import { checkRun, measureReference } from './run-check'
import { runFiles } from './run-files'
import { checkpointsOf, hasCheckpoint, removeCheckpoint, removeRun, writeHistory } from './run-folder'
import { type RunCheck, writeRunMetrics } from './run-metrics'
import { type RunValidation, writeRunValidation } from './run-validation'
import { type Rung, readRung } from './rung'
import { backendTitle } from './start-backend'
import { writeTrainedUsers } from './trained-users'
import type { TrainingJob } from './training-job'

/** Milliseconds in which a model without checkpoints stops by itself. */
const unheeded = 3000

/** A training that came to its end, and what it led to. */
export interface Trained {
  readonly interrupted?: undefined
  readonly paused?: undefined
  readonly validated?: undefined
  readonly report: TrainingReport
  /** The model and popularity; nothing where nobody was held out. */
  readonly measured: readonly Measured[]
  /** The earlier run that it was held against. */
  readonly reference?: Measured | undefined
  readonly check?: RunCheck | undefined
  /** Of a model of ratings. */
  readonly ratings?: RatingEvaluation
}

/** How a training ended: with an exit code if it was interrupted. */
export type Training =
  | { readonly interrupted: number }
  /** After some epochs: it resumes from its checkpoint. */
  | { readonly interrupted?: undefined; readonly paused: Rung }
  /** Until its validation: no test user was looked at. */
  | { readonly interrupted?: undefined; readonly paused?: undefined; readonly validated: RunValidation }
  | Trained

/** How a model did on the test users. */
type Tested = Pick<Trained, 'measured' | 'reference' | 'check' | 'ratings'>

/** How training ended; of a run on everybody there is no validation. */
type Ended = Omit<RunValidation, 'validation'> & { readonly validation?: number }

/** Trains, measures on the test users beside popularity, and fills the run folder. */
export async function runTraining(
  job: TrainingJob,
  out: Output,
  {
    checkpointSeconds,
    until = 'test',
    after = {},
  }: { checkpointSeconds: number; until?: Until; after?: AfterTraining },
): Promise<Training> {
  const { folder, config, split, model } = job
  const { options } = config
  const isMeasured = options.split !== 'none'
  const display = trainingDisplay({
    out,
    batch: options.batch ?? 1,
    metric: metricTitle(options.validationMetric),
  })
  let isFitted = false
  const interrupt = catchInterrupts((name) => {
    if (hasCheckpoints(job) && !isFitted) {
      display.say('stopping: the checkpoint is being written; once more stops at once, without it')
      return
    }
    display.say('stopping')
    // with nothing to save, nothing waits for work that does not look at the signal
    setTimeout(() => {
      display.stop()
      tellStopped(job, after, out)
      endNow(name)
    }, unheeded).unref()
  })
  try {
    const began = performance.now()
    const pause = pauseAfter(until)
    const signal = AbortSignal.any([interrupt.signal, pause.signal])
    const report = await fit(job, display, { checkpointSeconds, signal, pause })
    const seconds = (performance.now() - began) / 1000
    isFitted = true // from here on everything can be done again from the checkpoint
    if (report.epochs.length > 0) await writeHistory(folder, report.epochs)
    if (interrupt.code !== undefined) return { interrupted: interrupt.code }
    display.stop()
    const paused = report.stopped === 'aborted' && (await readRung(folder, Number(until)))
    if (paused) return { paused }
    const ended = await endOf(job, report, { seconds, signal: interrupt.signal })
    if (until !== 'test' && ended.validation !== undefined) {
      const validated = { ...ended, validation: ended.validation }
      await writeRunValidation(folder, validated)
      return { validated }
    }
    const tested = isMeasured ? await testJob(job, out, interrupt.signal) : { measured: [] }
    await saveModel(model, join(folder, runFiles.model))
    if (isMeasured) await writePerUser(folder, tested.measured, split.test)
    await writeDataProfile(folder, job.blocks ?? split.train, config.data.reading?.repeated)
    await writeTrainedUsers(folder, job.blocks ?? split.train.userIds)
    await writeLatentMap(folder, model, isMeasured ? split.test.foldIn : split.train)
    await writeMetrics(job, ended, tested)
    await removeCheckpoint(folder)
    return { report, ...tested }
  } catch (error) {
    if (interrupt.code !== undefined && error === interrupt.signal.reason)
      return { interrupted: interrupt.code }
    await leave(job, error, after, display)
    throw error
  } finally {
    interrupt.release()
    display.stop()
  }
}

/** Says that a run was stopped, and how to go on. */
export function tellStopped(
  job: Pick<TrainingJob, 'config' | 'folder'>,
  after: AfterTraining,
  out: Output,
): void {
  const { folder } = job
  const way = hasCheckpoints(job) ? 'resume' : 'begin again'
  out.note(`stopped; ${way} with: ${resumeCommand(folder, after)}`)
  out.emit({ event: 'interrupted', run: folder })
}

/** @throws the reason of the signal, once it comes */
async function testJob(job: TrainingJob, out: Output, signal: AbortSignal) {
  const { config, split, model, check: request } = job
  const { options } = config
  out.note(`measuring on ${counted(measuredUsersOf(split.test), 'test user')}`)
  const metrics = metricsFrom(options.metrics, '--metrics')
  const own = await measure(modelTitle(options), model, split.test, metrics, { signal })
  const baseline =
    options.model === 'popularity'
      ? own
      : await measurePopularity(job.blocks ?? split.train, split.test, metrics, { signal })
  const measured = baseline === own ? [own] : [own, baseline]
  const ratings = isOfRatings(options.model)
    ? await evaluateRatings(model, split.test, { signal })
    : undefined
  const tested: Tested = { measured, ...(ratings && { ratings }) }
  if (!request) return tested
  const reference = await measureReference(request, split, { popularity: baseline, metrics, signal })
  const check = checkRun(request, own, reference)
  return { ...tested, check, ...(reference !== baseline && { reference }) }
}

/** A run that failed: what of it can be resumed is kept, and where nothing can, its folder is free for another try. */
async function leave(
  { folder, isResumed }: TrainingJob,
  error: unknown,
  after: AfterTraining,
  display: TrainingDisplay,
): Promise<void> {
  const isLost = error instanceof Error && codeOf(error) === 'HVAMP_NOT_FINITE' // again and again, with these options
  const isKept = await hasCheckpoint(folder)
  if (!isResumed && (isLost || !isKept)) await removeRun(folder)
  else if (isKept && !isLost) {
    const isUnreadable = error instanceof Error && codeOf(error) === 'HVAMP_UNREADABLE_CHECKPOINT'
    const kept = isUnreadable
      ? `to begin the run again, remove ${shellWord(join(folder, runFiles.checkpoint))} and resume with`
      : isOutOfMemory(error)
        ? 'the checkpoint is kept; it needs as much memory again: where there is more, resume with'
        : 'the checkpoint is kept; resume with'
    display.say(`${kept}: ${resumeCommand(folder, after)}`)
  }
}

function codeOf(error: Error): unknown {
  if ('code' in error) return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : undefined
}

/** Whether its training writes checkpoints to resume from; without them it begins again. */
function hasCheckpoints({ config }: Pick<TrainingJob, 'config'>): boolean {
  return isUsedBy(config.options.model, 'batch')
}

/** Codes of errors that are about what training resumes or starts from. */
const ofEarlier: readonly TrainingErrorCode[] = [
  'HVAMP_OTHER_CHECKPOINT',
  'HVAMP_UNREADABLE_CHECKPOINT',
  'HVAMP_OTHER_MODEL',
]

async function fit(
  { folder, config, split, blocks, model, isResumed, from }: TrainingJob,
  display: TrainingDisplay,
  { pause, ...control }: { checkpointSeconds: number; signal: AbortSignal; pause: Pause },
): Promise<TrainingReport> {
  const { model: name, split: protocol } = config.options
  // a model of ratings is not chosen by how it ranks
  const isValidated = protocol !== 'none' && !isOfRatings(name)
  try {
    return await model.fit(blocks ?? split.train, {
      ...runFitOptions(config.options),
      ...control,
      ...(isValidated ? { validation: split.validation } : { patience: undefined }),
      ...(from && { from }),
      onEvent(event) {
        display.event(event)
        pause.onEvent(event)
      },
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
    if (code !== undefined && ofEarlier.includes(code)) throw badInput(error.message, error)
    throw error
  }
}

/** The validation metric of the model as it is now: that of its best epoch, where it has one; undefined where nobody is held out. */
async function validationOf(
  { config, model, split }: TrainingJob,
  { epochs, bestEpoch }: TrainingReport,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (config.options.split === 'none') return undefined
  const known = epochs.find(({ epoch }) => epoch === bestEpoch)?.validation
  if (known !== undefined) return known
  const [metric] = metricsFrom(config.options.validationMetric, '--validation-metric')
  return (await evaluate(model, split.validation, [metric!], { signal })).metrics[metric!.name]!.mean
}

/** @param fitted.seconds how long the fit took */
async function endOf(
  job: TrainingJob,
  report: TrainingReport,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<Ended> {
  const { epochs, bestEpoch, stopped } = report
  const validation = await validationOf(job, report, signal)
  return {
    trained: new Date().toISOString(),
    epochs: epochs.length,
    stopped,
    bestEpoch: bestEpoch ?? null,
    ...(validation !== undefined && { validation }),
    trainingSeconds: epochs.length > 0 ? epochs.reduce((sum, epoch) => sum + epoch.seconds, 0) : seconds,
  }
}

async function writeMetrics(
  { folder, backend, split }: TrainingJob,
  { trained: _, ...ended }: Ended,
  { measured, ratings, check }: Tested,
): Promise<void> {
  const [own] = measured
  await writeRunMetrics(folder, {
    finished: new Date().toISOString(),
    backend: backendTitle(backend),
    ...ended,
    peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), // of this process; Node gives kilobytes
    ...(own && { test: { ...testedModels(measured, split.test), ...(ratings && { ratings }) } }),
    ...(check && { check }),
  })
}
