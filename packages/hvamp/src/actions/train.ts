import { realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { holdFolder } from '../files/folder-lock'
import { isFolder } from '../files/folders'
import { holdLink, moveLink, requireLink } from '../files/link'
import { differenceLines } from '../inputs/published-counts'
import { badInput, exitCode } from '../process/bad-input'
import { endWithParent } from '../process/end-with-parent'
import { type BaseRun, openBase } from '../runs/base-run'
import { metricsByModel, metricsTable, ratingsLine } from '../runs/measure'
import type { CheckRequest } from '../runs/run-check'
import { removeCheckpoint, runFiles } from '../runs/run-folder'
import { isFinished, type RunCheck, readFinishedRun } from '../runs/run-metrics'
import { hasCheckpoints, runTraining, type Trained } from '../runs/run-training'
import { backendTitle } from '../runs/start-backend'
import type { JobOptions } from '../runs/training-job'
import { beginJob, resumeJob, type TrainingJob } from '../runs/training-job'
import { vanishedItems, vanishing } from '../runs/vanished'
import { modelTitle } from '../settings/model'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { grouped, metricTitle } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { runFolderOf } from '../tuning/chosen-run'
import { isOfSeveralRuns, type SeriesFlags, seriesAction } from './series'

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
    until?: 'validation' | 'test'
  }

/** Begins or resumes a run, to its end or until it is stopped. */
export async function trainAction(path: string | undefined, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  if (await isOfSeveralRuns(flags)) {
    requireOneRun(flags)
    return seriesAction(path, options)
  }
  const out = output(flags)
  endWithParent()
  if (flags.resume !== undefined && (await isFolder(flags.resume)))
    await holdFolder(flags.resume, { waits: process.connected })
  const link = linkOf(flags)
  if (link !== undefined) await beginLink(link, flags)
  else if (options.isExplicit('keptShare')) throw badInput('--kept-share: must come with --latest, got none')
  if (flags.resume !== undefined && (await isFinished(flags.resume))) {
    await endAgain(flags.resume, link, flags, out)
    return
  }
  const job = await jobOf(path, options, out)
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
  tell(job, training, out)
  await conclude({ folder: job.folder, link, check: training.check, keptShare: flags.keptShare }, out)
}

/** Refuses, for several runs at once, what one run alone has. */
function requireOneRun(flags: Flags): void {
  const given = (['from', 'refit', 'failBelow', 'failMetric', 'latest'] as const).find(
    (name) => flags[name] !== undefined,
  )
  if (given !== undefined)
    throw badInput(`${optionName(given)}: must come with one run, got several of --seeds or --folds`)
}

async function jobOf(path: string | undefined, options: Requested<Flags>, out: Output): Promise<TrainingJob> {
  const { resume, refit, from } = options.values
  const check = await checkOf(options.values)
  if (resume !== undefined) return resumeJob(resume, path, options, out, check)
  if (path === undefined && refit === undefined && from === undefined) {
    throw badInput(
      "train: must have a file of ratings, --resume, --refit or --from, got none of them; 'hvamp train --help' has examples",
    )
  }
  const base = async (path: string | undefined, option: string) =>
    path === undefined ? undefined : openBase(await runFolderOf(path), option)
  const earlier = { refit: await base(refit, '--refit'), from: await base(from, '--from'), check }
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
  throw badInput(`--fail-metric: must come with --fail-below, got none`)
}

/** The link that leads to the newest good run: by default `latest` beside the run. */
function linkOf({ latest, out = join('runs', 'run'), resume }: Flags): string | undefined {
  return latest === true ? join(dirname(resume ?? out), 'latest') : latest
}

/** Holds the link from the beginning: two nights at once would overtake each other. */
async function beginLink(link: string, { out, resume }: Flags): Promise<void> {
  const run = resume ?? out
  if (run !== undefined && resolve(run) === resolve(link)) {
    throw badInput(`--latest: must be another path than that of the run, got '${link}' for both`)
  }
  await requireLink(link, '--latest')
  await holdLink(link)
}

/** A run that was finished before, perhaps by a process that was killed before the link was moved. */
async function endAgain(
  folder: string,
  link: string | undefined,
  { failBelow, keptShare }: Flags,
  out: Output,
): Promise<void> {
  const { check } = await readFinishedRun(folder)
  if (failBelow !== undefined && !check) {
    throw badInput(
      `${folder}: is finished without having been held against anything: leave --fail-below out, or train anew`,
    )
  }
  await removeCheckpoint(folder)
  out.note(`${folder} is finished: see ${join(folder, runFiles.metrics)}`)
  out.emit({ event: 'finished', run: folder })
  await conclude({ folder, link, check, keptShare }, out)
}

/** Moves the link to a run that is good enough; of any other the exit code tells. */
async function conclude(
  {
    folder,
    link,
    check,
    keptShare,
  }: { folder: string; link: string | undefined; check: RunCheck | undefined; keptShare: number },
  out: Output,
): Promise<void> {
  if (check?.isBelow) {
    const stays = link === undefined ? '' : `; ${link} stays where it is`
    out.note(
      `hvamp: ${folder}: ${metricTitle(check.metric)} must not be below that of ${check.against} by more than chance, ${check.reference.toFixed(4)}, got ${check.mean.toFixed(4)}${stays}`,
    )
    out.emit({ event: 'below', run: folder, check })
    process.exitCode = exitCode.below
    return
  }
  if (link === undefined) return
  if (await isTooMuchGone(folder, link, keptShare, out)) return
  await moveLink(link, folder)
  out.note(`${link} leads to ${folder} now`)
  out.emit({ event: 'latest', link, run: folder })
}

/** Whether the run lacks too much of what the one that the link leads to was trained on; the exit code then tells. */
async function isTooMuchGone(folder: string, link: string, keptShare: number, out: Output): Promise<boolean> {
  const before = await realpath(link).catch(() => undefined) // it may lead to nothing, which a new run repairs
  if (before === undefined || !(await isFinished(before))) return false
  const gone = await vanishing(before, folder)
  const kept = (vanished: number, all: number) => (all === 0 ? 1 : 1 - vanished / all)
  const parts = [
    { of: 'items', vanished: gone.items, before: gone.itemsBefore },
    { of: 'users', vanished: gone.users, before: gone.usersBefore },
  ].filter((part) => kept(part.vanished, part.before) < keptShare)
  if (parts.length === 0) return false
  const said = parts.map((part) => `${grouped(part.vanished)} of ${grouped(part.before)} ${part.of}`)
  out.note(
    `hvamp: ${folder}: must have at least ${keptShare} of the items and users of ${link}, got data that lack ${said.join(' and ')}; ${link} stays where it is (--resume ${folder} --latest ${link} --kept-share 0 moves it)`,
  )
  out.emit({ event: 'vanished', run: folder, link, ...gone })
  process.exitCode = exitCode.below
  return true
}

/** Says how many items of earlier runs the data of the new one lack. */
async function reportVanished(earlier: readonly BaseRun[], { split }: TrainingJob, out: Output) {
  for (const { run, folder } of earlier) {
    const { items, itemsBefore } = await vanishedItems(folder, split.train.itemIds)
    if (items > 0)
      out.note(`${grouped(items)} of ${grouped(itemsBefore)} items of ${run} are not in the data`)
  }
}

function tell({ folder, split }: TrainingJob, training: Trained, out: Output): void {
  const { measured, reference, report, ratings, check } = training
  const { bestEpoch, epochs } = report
  const [own] = measured
  if (own) out.print(`\n${metricsTable(reference ? [...measured, reference] : measured)}\n`)
  if (ratings) out.print(ratingsLine(ratings))
  const best = bestEpoch === undefined ? '' : `; best epoch ${bestEpoch}`
  const inEpochs = epochs.length > 0 ? ` in ${epochs.length} epochs` : ''
  out.print(
    own
      ? `mean ± standard error over ${grouped(own.evaluation.userCount)} test users${best}`
      : `trained on all ${grouped(split.train.userCount)} users${inEpochs}; nobody was held out to measure on`,
  )
  out.print(`written to ${folder}; recommend with: hvamp recommend ${folder} --items <id>,<id>`)
  out.emit({
    event: 'result',
    run: folder,
    bestEpoch: bestEpoch ?? null,
    test: metricsByModel(measured),
    ...(ratings && { ratings }),
    ...(check && { check }),
  })
}

/** Of a data set that its publisher divided: what is tested, and how to test the usual thing. */
function generalizationLine({ options: { dataSet, split } }: RunConfig): string[] {
  if (dataSet === undefined || split !== 'given') return []
  return [
    `${dataSet}: divided as by its publisher, who holds out items of users trained on (weak generalization); --split strong holds out users`,
  ]
}

/** What a run takes over from an earlier one. */
function fromLine({ from }: RunConfig): string[] {
  if (!from) return []
  const { kept, new: added, vanished } = from.items
  const fate = from.vanished === 'keep' ? 'kept' : 'dropped'
  return [
    `from ${from.run}: the weights of ${grouped(kept)} items; ${grouped(added)} are new, ${grouped(vanished)} have vanished and are ${fate}`,
  ]
}

function describe({ folder, config, backend }: TrainingJob, out: Output): void {
  const { items, train, validation, test, differences = [] } = config.data
  const heldOut =
    config.options.split === 'none'
      ? 'nobody held out'
      : `${grouped(validation.users)} for validation, ${grouped(test.users)} for test`
  out.note(
    [
      ...differenceLines(config.options.dataSet ?? '', differences),
      ...generalizationLine(config),
      `${modelTitle(config.options)} on ${backendTitle(backend)}, in ${folder}`,
      ...fromLine(config),
      `${grouped(train.users)} users to train on, ${heldOut}; ${grouped(items)} items, ${grouped(train.interactions)} interactions`,
    ].join('\n'),
  )
  out.emit({ event: 'run', run: folder, config })
}
