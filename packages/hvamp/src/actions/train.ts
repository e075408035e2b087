import { join } from 'node:path'
import type { Command } from 'commander'
import { isFile } from '../files/atomic-write'
import { holdFolder } from '../files/folder-lock'
import { givenOptions } from '../flags/given'
import { differenceLines } from '../inputs/published-counts'
import { isFolder } from '../inputs/split-folder'
import { badInput } from '../process/bad-input'
import { endWithParent } from '../process/end-with-parent'
import { metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import { removeCheckpoint, runFiles } from '../runs/run-folder'
import { hasCheckpoints, runTraining } from '../runs/run-training'
import { backendTitle } from '../runs/start-backend'
import { beginJob, resumeJob, type TrainFlags, type TrainingJob } from '../runs/training-job'
import { modelTitle } from '../settings/model-table'
import { count } from '../terminal/format'
import { type Output, output } from '../terminal/output'

type Flags = TrainFlags & { out?: string; resume?: string; json?: boolean; checkpointSeconds: number }

/** Begins a run or goes on with one, to its end or until it is stopped. */
export async function run(path: string | undefined, flags: Flags, command: Command): Promise<void> {
  const out = output(flags)
  const given = givenOptions(command)
  endWithParent()
  if (flags.resume !== undefined && (await isFolder(flags.resume)))
    await holdFolder(flags.resume, { waits: process.connected })
  if (flags.resume !== undefined && (await isFile(join(flags.resume, runFiles.metrics)))) {
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
      ? await beginJob(path!, flags, given)
      : await resumeJob(flags.resume, path, given)
  describe(job, out)
  const training = await runTraining(job, out, flags)
  if (training.interrupted !== undefined) {
    out.note(
      `stopped; ${hasCheckpoints(job) ? 'go on' : 'begin again'} with: hvamp train --resume ${job.folder}`,
    )
    out.emit({ event: 'interrupted', run: job.folder })
    process.exitCode = training.interrupted
    return
  }
  const { measured, report, ratings } = training
  out.print(`\n${metricsTable(measured)}\n`)
  if (ratings) out.print(ratingsLine(ratings))
  const best = report.bestEpoch === undefined ? '' : `; best epoch ${report.bestEpoch}`
  out.print(`mean ± standard error over ${count(measured[0]!.evaluation.userCount)} test users${best}`)
  out.print(`written to ${job.folder}; recommend with: hvamp recommend ${job.folder} --items <id>,<id>`)
  out.emit({
    event: 'result',
    run: job.folder,
    bestEpoch: report.bestEpoch ?? null,
    test: metricsByModel(measured),
    ...(ratings && { ratings }),
  })
}

function describe({ folder, config, backend }: TrainingJob, out: Output): void {
  const { items, train, validation, test, differences = [] } = config.data
  out.note(
    [
      ...differenceLines(config.options.dataSet ?? '', differences),
      `${modelTitle(config.options)} on ${backendTitle(backend)}, in ${folder}`,
      `${count(train.users)} users to train on, ${count(validation.users)} for validation, ${count(test.users)} for test; ${count(items)} items, ${count(train.interactions)} interactions`,
    ].join('\n'),
  )
  out.emit({ event: 'run', run: folder, config })
}
