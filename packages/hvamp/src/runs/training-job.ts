import { resolve } from 'node:path'
import type { RunningBackend } from '@hvamp/backends'
import type { UserSplit } from '@hvamp/data'
import type { StoredBlocks } from '@hvamp/data/node'
import type { ModelState, Recommender } from '@hvamp/models'
import type { DataSize, ModelName } from '@hvamp/models/definitions'
import { holdNewFolder } from '../files/outputs'
import { emitData } from '../inputs/data-summary'
import { dividedParts } from '../inputs/divided-parts'
import { type LoadedSplit, loadSplit } from '../inputs/load-split'
import { badInput } from '../process/bad-input'
import { unfitHere } from '../process/unfit'
import { versions } from '../process/versions'
import { requireMetrics } from '../settings/measuring'
import { completeModel, isOfRatings, isUsedBy, requireTrained, requireUsedOptions } from '../settings/model'
import { explicitValues, type Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { type RequestedRun, type RunSettings, runSettingsOf } from '../settings/run-settings'
import { generalizationOf } from '../settings/split'
import { requirePausable, type Until } from '../settings/until'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { requireAsBegun } from './as-begun'
import { dataAgain, requireSum } from './data-again'
import { type Followed, followedOptions, refitRecord, requireSameColumns } from './followed-options'
import { newModel } from './new-model'
import { originOf } from './origin'
import { requireMemory } from './require-memory'
import { type CheckRequest, requireMeasured } from './run-check'
import { createRun, holdDefaultRunFolder, readRun } from './run-folder'
import { isUnfinished } from './run-metrics'
import { backendTitle, startBackend } from './start-backend'
import { requireUntouchedUsers } from './untouched-users'
import { requireEpochs, sameWarmStart, type Vanished, warmStart } from './warm-start'

/** All that training needs, read and checked. */
export interface TrainingJob {
  readonly folder: string
  readonly config: RunConfig
  readonly backend: RunningBackend
  readonly split: UserSplit
  /** Training users that stay on the disk, in place of those of the split. */
  readonly blocks?: StoredBlocks | undefined
  readonly model: Recommender
  readonly isResumed: boolean
  /** The earlier model whose weights training starts from. */
  readonly from?: ModelState | undefined
  /** What the model must not be below. */
  readonly check?: CheckRequest | undefined
}

/** What is asked of a run, and where its data and its folder are. */
export type JobOptions = RequestedRun & {
  readonly out?: string
  readonly dataFolder?: string
  /** What becomes of items that only the earlier run has: they are dropped by default. */
  readonly vanished?: Vanished
  /** SHA-256 that the data must have. */
  readonly dataSha256?: string
  readonly until?: Until
}

/** What a new run has to do with earlier ones, and with the next. */
export interface Earlier extends Followed {
  readonly check?: CheckRequest | undefined
  /** The link that is to lead to the run. */
  readonly link?: string | undefined
}

/**
 * Reads and checks everything for a new run, then makes its folder.
 *
 * @param given path of a file of ratings, or a folder that `hvamp split` or `hvamp prepare` wrote, or the name of a data set; by default the data
 *   of the run that the new one is made after
 */
export async function beginJob(
  given: string | undefined,
  asked: Requested<JobOptions>,
  out: Output,
  earlier: Earlier = {},
): Promise<TrainingJob> {
  const { refit, from, check, link } = earlier
  const { path, options } =
    refit || from ? await followedOptions(given, asked, earlier) : { path: given!, options: asked }
  const { values } = options
  const { model: name, out: requestedFolder, vanished = 'drop' } = values
  if (from) requireEpochs(name, '--from')
  if (typeof values.until === 'number') requirePausable(values, '--until')
  if (check && values.split === 'none') {
    throw badInput('--fail-below: must come with held-out users to measure on, got a run on everybody')
  }
  requireMetrics(values)
  if (check) requireMeasured(check, values.metrics)
  requireUsedOptions(name, Object.keys(explicitValues(asked)))
  if (requestedFolder !== undefined) {
    await holdNewFolder(requestedFolder, '--out', {
      waits: process.connected,
      wayOut: async () =>
        (await isUnfinished(requestedFolder))
          ? `resume its run with --resume ${shellWord(requestedFolder)}, or choose another --out`
          : 'choose another --out',
    })
  }
  const folder = requestedFolder ?? (await holdDefaultRunFolder(path, name))
  const ofRatings = isOfRatings(name)
  if (ofRatings && options.isExplicit('atLeast')) {
    throw badInput(`--at-least: must come with a model that has no ratings to learn, got --model ${name}`)
  }
  const requested = ofRatings ? { ...values, keepRatings: true } : values
  const loaded = await loadSplit(path, { ...options, values: requested }, out)
  requireSum(values.dataSha256, loaded.source, path)
  emitData(loaded.summary, out)
  if (loaded.blocks) requireBlocks(path, name, vanished)
  if (ofRatings && !loaded.split.train.values) {
    throw badInput(
      `${path}: must have ratings for --model ${name}, got none: hvamp split keeps them with --keep-ratings`,
    )
  }
  if (refit ?? from) requireSameColumns((refit ?? from)!, loaded, options, path)
  if (from) requireUntouchedUsers('--from', from, loaded)
  if (check && check.against !== 'popularity')
    requireSameColumns(check.against, loaded, options, path, ['user', 'item'])
  if (check) requireFitCheck(check, loaded)
  const backend = await startBackend(values)
  const settings = runSettingsOf({ ...requested, ...loaded.settings }, completeModel(requested))
  const validationUsers = loaded.split.validation.foldIn.userCount
  requireMemory(settings, { ...sizeOf(loaded), validationUsers }, backend.name)
  const model = await newModel(settings)
  const started = from && (await warmStart(from, loaded.split, vanished))
  const split = started?.split ?? loaded.split
  const config: RunConfig = {
    ...configOf(settings, { ...loaded, split }, backend),
    ...(refit && { refit: await refitRecord(refit) }),
    ...(started && { from: started.record }),
    ...(link !== undefined && { latest: resolve(link) }),
  }
  await createRun(folder, config)
  return {
    folder,
    config,
    backend,
    split,
    blocks: loaded.blocks,
    model,
    isResumed: false,
    from: started?.state,
    check,
  }
}

/**
 * Reads a run again, to resume it; its data have to be what they were.
 *
 * @param path of the data, where they are not any more where they were
 */
export async function resumeJob(
  folder: string,
  path: string | undefined,
  requested: Requested<JobOptions>,
  out: Output,
  check?: CheckRequest | undefined,
): Promise<TrainingJob> {
  const config = await readRun(folder)
  const { options } = config
  const chosen = explicitValues(requested)
  requireTrained(options, folder)
  requireAsBegun(chosen, config, folder)
  requireSameVersions(folder, config)
  if (typeof requested.values.until === 'number') requirePausable(options, '--until')
  requireMetrics(options)
  if (check) requireMeasured(check, options.metrics)
  const loaded = await dataAgain(folder, config, path ?? chosen.dataFolder, out)
  requireSum(chosen.dataSha256, loaded.source, path ?? folder)
  emitData(loaded.summary, out)
  if (check) requireFitCheck(check, loaded) // columns were chosen when it was begun
  const backend = await startBackend({ ...options, ...chosen })
  const isChosen = 'backend' in chosen || 'threads' in chosen
  if (!isChosen && backendTitle(backend) !== backendTitle(config.backend)) {
    throw unfitHere(
      'machine',
      `${folder}: was begun on ${backendTitle(config.backend)}, got ${backendTitle(backend)}, which rounds differently: --backend ${backend.name} resumes with it`,
    )
  }
  const started = config.from && (await sameWarmStart(folder, config.from, loaded.split))
  const split = started?.split ?? loaded.split
  const model = await newModel(options)
  return {
    folder,
    config,
    backend,
    split,
    blocks: loaded.blocks,
    model,
    isResumed: true,
    from: started?.state,
    check,
  }
}

/** @throws bad input if the reference may have been trained on what it is measured on */
function requireFitCheck({ against }: CheckRequest, loaded: LoadedSplit): void {
  if (against !== 'popularity') requireUntouchedUsers('--fail-below', against, loaded)
}

function requireSameVersions(folder: string, { versions: before }: RunConfig): void {
  for (const name of ['hvamp', 'tfjs'] as const) {
    if (before[name] !== versions[name]) {
      throw unfitHere(
        'machine',
        `${folder}: must be resumed with ${name} ${before[name]}, with which it was begun, got ${versions[name]}`,
      )
    }
  }
}

function configOf(options: RunSettings, loaded: LoadedSplit, backend: RunningBackend): RunConfig {
  const { source, reading, differences, leftOut, points } = loaded
  return {
    ...originOf(backend),
    data: {
      source,
      ...(reading && { reading }),
      ...(options.dataSet !== undefined && { differences: [...differences] }),
      ...(options.split !== 'none' && { generalization: generalizationOf(options.split) }),
      ...(options.split !== 'none' && leftOut && { leftOut }),
      ...(options.split !== 'none' && points && { points }),
      items: sizeOf(loaded).items,
      ...dividedParts(loaded),
    },
    options,
  }
}

/** How large the data are that a model is fitted on. */
function sizeOf({ split: { train }, blocks }: LoadedSplit): DataSize {
  const { userCount: users, itemCount: items } = blocks ?? train
  return { users, items, interactions: blocks ? blocks.interactionCount : train.items.length }
}

/** @throws bad input for a model that needs all training users at once, or items that only an earlier run has */
function requireBlocks(path: string, model: ModelName, vanished: Vanished): void {
  if (isOfRatings(model) || !(model === 'popularity' || isUsedBy(model, 'batch'))) {
    throw badInput(
      `--model ${model}: must be one that is trained in batches, or popularity, for the prepared ${path}, got one that needs all users at once: train it on the file that was prepared, with the same options`,
    )
  }
  if (vanished === 'keep') throw badInput(`--vanished: must be drop for the prepared ${path}, got keep`)
}
