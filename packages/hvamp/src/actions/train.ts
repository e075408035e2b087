import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { holdFolder } from '../files/folder-lock'
import { isFolder } from '../files/folders'
import { badInput } from '../process/bad-input'
import { endWithParent } from '../process/end-with-parent'
import { type BaseRun, openBase } from '../runs/base-run'
import { requireSameJob } from '../runs/finished-job'
import { type AfterTraining, resumeCommand } from '../runs/resume-command'
import type { CheckRequest } from '../runs/run-check'
import { runFiles } from '../runs/run-files'
import { hasCheckpoint, readRun, removeCheckpoint } from '../runs/run-folder'
import { isFinished, type RunCheck, readFinishedRun } from '../runs/run-metrics'
import { runTraining, tellStopped } from '../runs/run-training'
import type { JobOptions } from '../runs/training-job'
import { beginJob, resumeJob, type TrainingJob } from '../runs/training-job'
import { vanishedItems } from '../runs/vanished'
import { metricsFrom } from '../settings/metric-names'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { Until } from '../settings/until'
import { grouped, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { runFolderOf } from '../tuning/chosen-run'
import { refitBase } from '../tuning/refit-base'
import { beginLink, conclude, linkOf } from './newest-run'
import { isOfSeveralRuns, type SeriesFlags, seriesAction } from './series'
import { describe, tell, tellingUnfit } from './train-lines'

type Flags = JobOptions &
  SeriesFlags & {
    resume?: string
    refit?: string
    from?: string
    failBelow?: string
    failMetric?: string
    latest?: string | true
    keptShare: number
    json?: boolean
    checkpointSeconds: number
    until?: Until
  }

const ofOneRun = [
  ...(['from', 'refit', 'failBelow', 'failMetric', 'latest', 'dataSha256'] as const),
  ...(['vanished', 'keptShare'] as const),
]

/** Begins or resumes a run, to its end or until it is stopped. */
export async function trainAction(path: string | undefined, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  if (await isOfSeveralRuns(flags)) {
    requireOneRun(options)
    return seriesAction(path, options)
  }
  const ofSeveral = (['queue', 'store', 'cancel', 'parallel', 'retry'] as const).find(options.isExplicit)
  if (ofSeveral !== undefined)
    throw badInput(`${optionName(ofSeveral)}: must come with several runs of --folds or --seeds, got one`)
  if (options.isExplicit('vanished') && flags.from === undefined && flags.resume === undefined)
    throw badInput('--vanished: must come with --from, got none')
  const out = output(flags)
  endWithParent()
  if (flags.resume !== undefined && (await isFolder(flags.resume)))
    await holdFolder(flags.resume, { waits: process.connected })
  const link = linkOf(flags)
  if (link !== undefined) await beginLink(link, flags)
  else if (options.isExplicit('keptShare')) throw badInput('--kept-share: must come with --latest, got none')
  if (flags.resume !== undefined && (await isFinished(flags.resume))) {
    await requireSameJob(flags.resume, path, options, out)
    await endAgain(flags.resume, link, flags, out)
    return
  }
  const job = await tellingUnfit(() => jobOf(path, options, link, out), out)
  describe(job, out)
  if (job.isResumed && !(await hasCheckpoint(job.folder)))
    out.note(`${job.folder}: has no checkpoint, so the run begins again`)
  const after = afterTraining(options)
  const training = await runTraining(job, out, { ...flags, after })
  if (training.interrupted !== undefined) {
    tellStopped(job, after, out)
    process.exitCode = training.interrupted
    return
  }
  const metric = metricTitle(job.config.options.validationMetric)
  if (training.paused) {
    const { epochs, bestEpoch, validation } = training.paused
    out.print(`${metric} ${validation.toFixed(4)} on validation users in epoch ${bestEpoch} of ${epochs}`)
    out.print(`paused; resume with: ${resumeCommand(job.folder, after)}`)
    out.emit({ event: 'paused', run: job.folder, ...training.paused })
    return
  }
  if (training.validated) {
    const { validation } = training.validated
    out.print(`${metric} ${validation.toFixed(4)} on validation users; no test user was looked at`)
    out.print(`written to ${job.folder}; measure it with: ${resumeCommand(job.folder, after)}`)
    out.emit({ event: 'validated', run: job.folder, ...training.validated })
    return
  }
  tell(job, training, out)
  await conclude({ folder: job.folder, link, check: training.check, keptShare: flags.keptShare }, out)
}

/** What a command that resumes the run has to repeat. */
function afterTraining({ values, isExplicit }: Requested<Flags>): AfterTraining {
  const { latest, failBelow, failMetric, keptShare } = values
  return { latest, failBelow, failMetric, ...(isExplicit('keptShare') && { keptShare }) }
}

/** Refuses, for several runs at once, what one run alone has. */
function requireOneRun({ isExplicit }: Requested<Flags>): void {
  const given = ofOneRun.find(isExplicit)
  if (given !== undefined)
    throw badInput(`${optionName(given)}: must come with one run, got several of --seeds or --folds`)
}

async function jobOf(
  path: string | undefined,
  options: Requested<Flags>,
  link: string | undefined,
  out: Output,
): Promise<TrainingJob> {
  const { resume, refit, from } = options.values
  const check = await checkOf(options.values)
  if (resume !== undefined) return resumeJob(resume, path, options, out, check)
  if (path === undefined && refit === undefined && from === undefined) {
    throw badInput(
      "train: must have a file of ratings, --resume, --refit or --from, got none of them; 'hvamp train --help' has examples",
    )
  }
  const earlier = {
    refit: refit === undefined ? undefined : await refitBase(refit, out),
    from: from === undefined ? undefined : await openBase(await runFolderOf(from), '--from'),
    check,
    link,
  }
  const job = await beginJob(path, options, out, earlier)
  const reference = check && check.against !== 'popularity' ? [check.against] : []
  await reportVanished([...(earlier.refit ? [earlier.refit] : []), ...reference], job, out)
  return job
}

async function checkOf({ failBelow, failMetric: metric }: Flags): Promise<CheckRequest | undefined> {
  if (failBelow === 'popularity') return { against: failBelow, metric }
  if (failBelow !== undefined) {
    return { against: await openBase(await runFolderOf(failBelow), '--fail-below'), metric }
  }
  if (metric === undefined) return undefined
  throw metricAlone()
}

/** A run that was finished before, perhaps by a process that was killed before the link was moved. */
async function endAgain(
  folder: string,
  link: string | undefined,
  { failBelow, failMetric, keptShare }: Flags,
  out: Output,
): Promise<void> {
  const { check } = await readFinishedRun(folder)
  if (failBelow !== undefined) await requireSameCheck(folder, check, { failBelow, failMetric })
  else if (failMetric !== undefined) throw metricAlone()
  await removeCheckpoint(folder)
  out.note(`${folder} is finished: see ${join(folder, runFiles.metrics)}`)
  out.emit({ event: 'finished', run: folder })
  await conclude({ folder, link, check, keptShare }, out)
}

/** Refuses to hold a finished run against something else than it was held against, or by another metric. */
async function requireSameCheck(
  folder: string,
  check: RunCheck | undefined,
  { failBelow, failMetric }: { readonly failBelow: string; readonly failMetric: string | undefined },
): Promise<void> {
  if (!check) {
    throw badInput(
      `${folder}: is finished without having been held against anything: leave --fail-below out, or train anew`,
    )
  }
  const { metrics } = (await readRun(folder)).options
  const metric = failMetric ?? metricsFrom(metrics, '--metrics')[0]!.name
  if (metric === check.metric && (await isSameReference(failBelow, check.against))) return
  throw badInput(
    `${folder}: is finished, and was held against ${check.against} by ${check.metric}, got ${failBelow} by ${metric}: leave --fail-below and --fail-metric out, or train anew`,
  )
}

/** Whether two references are one: by their names, for a link may have moved on since, or by where the runs are. */
async function isSameReference(asked: string, before: string): Promise<boolean> {
  if (asked === before) return true
  if (asked === 'popularity' || before === 'popularity') return false
  const real = async (path: string) => realpath(await runFolderOf(path))
  const [one, other] = await Promise.all([asked, before].map((path) => real(path).catch(() => undefined)))
  return one !== undefined && one === other
}

const metricAlone = () => badInput('--fail-metric: must come with --fail-below, got none')

/** Says how many items of earlier runs the data of the new one lack. */
async function reportVanished(earlier: readonly BaseRun[], { split }: TrainingJob, out: Output) {
  for (const { run, folder } of earlier) {
    const { items, itemsBefore } = await vanishedItems(folder, split.train.itemIds)
    if (items > 0)
      out.note(`${grouped(items)} of ${grouped(itemsBefore)} items of ${run} are not in the data`)
  }
}
