import { join } from 'node:path'
import { popularity } from '@hvamp/models'
import { saveModel } from '@hvamp/models/node'
import type { TrainingReport } from '@hvamp/training'
import { writeDataProfile } from './data-profile'
import { badInput, isBadInput } from './exit'
import { fitOptions } from './fit-options'
import { count, metricTitle } from './format'
import { catchInterrupts } from './interrupt'
import { writeLatentMap } from './latent-map'
import { type Measured, measure, metricsByModel, writePerUser } from './measure'
import { metricsFrom } from './metric-names'
import type { Output } from './output'
import { checkpointsOf, removeCheckpoint, runFiles, writeHistory } from './run-folder'
import { backendTitle } from './start-backend'
import { modelTitle } from './titles'
import { type TrainingDisplay, trainingDisplay } from './training-display'
import type { TrainingJob } from './training-job'
import { writeWhole } from './write-file'

/** How a training ended: with an exit code if it was interrupted. */
export type Training =
  | { readonly interrupted: number }
  | {
      readonly interrupted?: undefined
      readonly report: TrainingReport
      readonly measured: readonly Measured[]
    }

/** Trains, measures on the test users beside popularity, and fills the run folder. */
export async function runTraining(
  job: TrainingJob,
  out: Output,
  { checkpointSeconds }: { checkpointSeconds: number },
): Promise<Training> {
  const { folder, config, split, model } = job
  const { options } = config
  const display = trainingDisplay({
    out,
    batch: options.batch,
    metric: metricTitle(options.validationMetric),
  })
  const interrupt = catchInterrupts(() =>
    display.say('stopping: the checkpoint is being written; once more stops at once, without it'),
  )
  try {
    const report = await fit(job, display, { checkpointSeconds, signal: interrupt.signal })
    interrupt.release() // from here on everything can be done again from the checkpoint
    await writeHistory(folder, report.epochs)
    if (interrupt.code !== undefined) return { interrupted: interrupt.code }
    out.note(`measuring on ${count(split.test.foldIn.userCount)} test users`)
    const metrics = metricsFrom(options.metrics, '--metrics')
    const baseline = popularity()
    await baseline.fit(split.train)
    const measured = [
      await measure(modelTitle(options), model, split.test, metrics),
      await measure('popularity', baseline, split.test, metrics),
    ]
    await saveModel(model, join(folder, runFiles.model))
    await writePerUser(folder, measured, split.test)
    await writeDataProfile(folder, split.train)
    await writeLatentMap(folder, model, split.test.foldIn)
    await writeMetrics(job, report, measured)
    await removeCheckpoint(folder)
    return { report, measured }
  } finally {
    interrupt.release()
    display.stop()
  }
}

async function fit(
  { folder, config, split, model, isResumed }: TrainingJob,
  display: TrainingDisplay,
  control: { checkpointSeconds: number; signal: AbortSignal },
): Promise<TrainingReport> {
  try {
    return await model.fit(split.train, {
      ...fitOptions(config.options, split.train.userCount),
      ...control,
      validation: split.validation,
      onEvent: display.event,
      checkpoints: checkpointsOf(folder),
      resume: isResumed,
    })
  } catch (error) {
    display.stop()
    if (isBadInput(error) || !(error instanceof Error)) throw error
    if (/must be finite/.test(error.message)) {
      throw badInput(`${error.message}: a smaller --learning-rate may help`, error)
    }
    if (/checkpoint/.test(error.message)) throw badInput(error.message, error)
    throw error
  }
}

async function writeMetrics(
  { folder, backend, split }: TrainingJob,
  { epochs, bestEpoch, stopped }: TrainingReport,
  measured: readonly Measured[],
): Promise<void> {
  const metrics = {
    finished: new Date().toISOString(),
    backend: backendTitle(backend),
    epochs: epochs.length,
    stopped,
    bestEpoch: bestEpoch ?? null,
    validation: epochs.find(({ epoch }) => epoch === bestEpoch)?.validation ?? null,
    peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), // of this process; Node gives kilobytes
    trainingSeconds: epochs.reduce((total, { seconds }) => total + seconds, 0),
    test: {
      users: measured[0]!.evaluation.userCount,
      withoutHeldOutItems: split.test.foldIn.userCount - measured[0]!.evaluation.userCount,
      models: metricsByModel(measured),
    },
  }
  await writeWhole(join(folder, runFiles.metrics), `${JSON.stringify(metrics, undefined, 2)}\n`)
}
