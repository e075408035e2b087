import { join } from 'node:path'
import { holdFolder } from '../files/folder-lock'
import { isFolder } from '../files/folders'
import { differenceLines } from '../inputs/published-counts'
import { badInput } from '../process/bad-input'
import { endWithParent } from '../process/end-with-parent'
import { metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import { removeCheckpoint, runFiles } from '../runs/run-folder'
import { isFinished } from '../runs/run-metrics'
import { hasCheckpoints, runTraining } from '../runs/run-training'
import { backendTitle } from '../runs/start-backend'
import type { JobOptions } from '../runs/training-job'
import { beginJob, resumeJob, type TrainingJob } from '../runs/training-job'
import { modelTitle } from '../settings/model'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { grouped, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { isOfSeveralRuns, type SeriesFlags, seriesAction } from './series'

type Flags = JobOptions &
  SeriesFlags & {
    resume?: string
    json?: boolean
    checkpointSeconds: number
    until?: 'validation' | 'test'
  }

/** Begins or resumes a run, to its end or until it is stopped. */
export async function trainAction(path: string | undefined, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  if (await isOfSeveralRuns(flags)) return seriesAction(path, options)
  const out = output(flags)
  endWithParent()
  if (flags.resume !== undefined && (await isFolder(flags.resume)))
    await holdFolder(flags.resume, { waits: process.connected })
  if (flags.resume !== undefined && (await isFinished(flags.resume))) {
    await removeCheckpoint(flags.resume)
    out.note(`${flags.resume} is finished: see ${join(flags.resume, runFiles.metrics)}`)
    out.emit({ event: 'finished', run: flags.resume })
    return
  }
  if (flags.resume === undefined && path === undefined) {
    throw badInput(
      "train: must have a file of ratings, or --resume, got neither; 'hvamp train --help' has examples",
    )
  }
  const job =
    flags.resume === undefined
      ? await beginJob(path!, options, out)
      : await resumeJob(flags.resume, path, options, out)
  describe(job, out)
  const training = await runTraining(job, out, flags)
  if (training.interrupted !== undefined) {
    out.note(
      `stopped; ${hasCheckpoints(job) ? 'resume' : 'begin again'} with: hvamp train --resume ${job.folder}`,
    )
    out.emit({ event: 'interrupted', run: job.folder })
    process.exitCode = training.interrupted
    return
  }
  if (training.validated) {
    const { validation } = training.validated
    const metric = metricTitle(job.config.options.validationMetric)
    out.print(`${metric} ${validation.toFixed(4)} on validation users; no test user was looked at`)
    out.print(`written to ${job.folder}; measure it with: hvamp train --resume ${job.folder}`)
    out.emit({ event: 'validated', run: job.folder, ...training.validated })
    return
  }
  const { measured, report, ratings } = training
  out.print(`\n${metricsTable(measured)}\n`)
  if (ratings) out.print(ratingsLine(ratings))
  const best = report.bestEpoch === undefined ? '' : `; best epoch ${report.bestEpoch}`
  out.print(`mean ± standard error over ${grouped(measured[0]!.evaluation.userCount)} test users${best}`)
  out.print(`written to ${job.folder}; recommend with: hvamp recommend ${job.folder} --items <id>,<id>`)
  out.emit({
    event: 'result',
    run: job.folder,
    bestEpoch: report.bestEpoch ?? null,
    test: metricsByModel(measured),
    ...(ratings && { ratings }),
  })
}

/** Of a data set that its publisher divided: what is tested, and how to test the usual thing. */
function generalizationLine({ options: { dataSet, split } }: RunConfig): string[] {
  if (dataSet === undefined || split !== 'given') return []
  return [
    `${dataSet}: divided as by its publisher, who holds out items of users trained on (weak generalization); --split strong holds out users`,
  ]
}

function describe({ folder, config, backend }: TrainingJob, out: Output): void {
  const { items, train, validation, test, differences = [] } = config.data
  out.note(
    [
      ...differenceLines(config.options.dataSet ?? '', differences),
      ...generalizationLine(config),
      `${modelTitle(config.options)} on ${backendTitle(backend)}, in ${folder}`,
      `${grouped(train.users)} users to train on, ${grouped(validation.users)} for validation, ${grouped(test.users)} for test; ${grouped(items)} items, ${grouped(train.interactions)} interactions`,
    ].join('\n'),
  )
  out.emit({ event: 'run', run: folder, config })
}
