import { cpus } from 'node:os'
import type { RunningBackend } from '@hvamp/backends'
import type { Interactions, UserSplit } from '@hvamp/data'
import type { Recommender } from '@hvamp/models'
import { holdFolder } from '../files/folder-lock'
import { holdNewFolder } from '../files/outputs'
import { type LoadedSplit, loadSplit, loadSplitOf } from '../inputs/load-split'
import { badInput } from '../process/bad-input'
import { versions } from '../process/versions'
import { requireMetrics } from '../settings/measuring'
import { completeModel, isOfRatings, requireUsedOptions } from '../settings/model'
import { optionName } from '../settings/option-name'
import { explicitValues, type Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { type RequestedRun, type RunSettings, runSettingsOf } from '../settings/run-settings'
import { generalizationOf } from '../settings/split'
import type { Output } from '../terminal/output'
import { newModel } from './new-model'
import { requireMemory } from './require-memory'
import { createRun, defaultRunFolder, readRun } from './run-folder'
import { isUnfinished } from './run-metrics'
import { backendTitle, startBackend } from './start-backend'

/** All that training needs, read and checked. */
export interface TrainingJob {
  readonly folder: string
  readonly config: RunConfig
  readonly backend: RunningBackend
  readonly split: UserSplit
  readonly model: Recommender
  readonly isResumed: boolean
}

/** What is asked of a run, and where its data and its folder are. */
export type JobOptions = RequestedRun & { readonly out?: string; readonly dataFolder?: string }

/** Options that may differ when a run is resumed. */
const free = ['resume', 'json', 'debug', 'checkpointSeconds', 'until', 'backend', 'threads']

/**
 * Reads and checks everything for a new run, then makes its folder.
 *
 * @param path of a file of ratings, or a folder that `hvamp split` wrote, or the name of a data set
 */
export async function beginJob(
  path: string,
  options: Requested<JobOptions>,
  out: Output,
): Promise<TrainingJob> {
  const { values } = options
  const { model: name, out: requestedFolder } = values
  requireMetrics(values)
  requireUsedOptions(name, Object.keys(explicitValues(options)))
  if (requestedFolder !== undefined) {
    await holdNewFolder(requestedFolder, '--out', {
      waits: process.connected,
      wayOut: async () =>
        (await isUnfinished(requestedFolder))
          ? `resume its run with --resume ${requestedFolder}, or choose another --out`
          : 'choose another --out',
    })
  }
  const ofRatings = isOfRatings(name)
  if (ofRatings && options.isExplicit('atLeast')) {
    throw badInput(`--at-least: must come with a model that has no ratings to learn, got --model ${name}`)
  }
  const requested = ofRatings ? { ...values, keepRatings: true } : values
  const loaded = await loadSplit(path, { ...options, values: requested }, out)
  if (ofRatings && !loaded.split.train.values) {
    throw badInput(
      `${path}: must have ratings for --model ${name}, got none: hvamp split keeps them with --keep-ratings`,
    )
  }
  const backend = await startBackend(values)
  const settings = runSettingsOf({ ...requested, ...loaded.settings }, completeModel(requested))
  requireMemory(settings, loaded.split.train.itemCount, backend.name)
  const model = await newModel(settings)
  const folder = requestedFolder ?? (await defaultRunFolder(path, settings.model))
  const config = configOf(settings, loaded, backend)
  if (requestedFolder === undefined) await holdFolder(folder)
  await createRun(folder, config)
  return { folder, config, backend, split: loaded.split, model, isResumed: false }
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
): Promise<TrainingJob> {
  const config = await readRun(folder)
  const { options } = config
  const chosen = explicitValues(requested)
  requireUsedOptions(options.model, Object.keys(chosen))
  refuseConflicts(chosen, options, folder)
  requireSameVersions(folder, config)
  requireMetrics(options)
  const { split } = await loadSplitOf(folder, config, path ?? chosen.dataFolder, out)
  const backend = await startBackend({ ...options, ...chosen })
  const isChosen = 'backend' in chosen || 'threads' in chosen
  if (!isChosen && backendTitle(backend) !== backendTitle(config.backend)) {
    throw badInput(
      `${folder}: was begun on ${backendTitle(config.backend)}, got ${backendTitle(backend)}, which rounds differently: --backend ${backend.name} resumes with it`,
    )
  }
  return { folder, config, backend, split, model: await newModel(options), isResumed: true }
}

/** Refuses options that a run to be resumed was not begun with. */
function refuseConflicts(chosen: Partial<JobOptions>, options: RunSettings, run: string): void {
  for (const [name, value] of Object.entries(chosen)) {
    const before = options[name as keyof RunSettings]
    if (name in options && before !== value && !free.includes(name)) {
      throw badInput(
        `${optionName(name)}: must be ${before} as when ${run} was begun, or left out, got ${value}`,
      )
    }
  }
}

function requireSameVersions(folder: string, { versions: before }: RunConfig): void {
  for (const name of ['hvamp', 'tfjs'] as const) {
    if (before[name] !== versions[name]) {
      throw badInput(
        `${folder}: must be resumed with ${name} ${before[name]}, with which it was begun, got ${versions[name]}`,
      )
    }
  }
}

function configOf(
  options: RunSettings,
  { split, source, reading, differences }: LoadedSplit,
  backend: RunningBackend,
): RunConfig {
  const [processor] = cpus()
  const { train, validation, test } = split
  return {
    format: 'hvamp-run',
    version: 1,
    started: new Date().toISOString(),
    versions,
    machine: {
      system: `${process.platform} ${process.arch}`,
      processor: processor?.model.trim() ?? '',
      cores: cpus().length,
    },
    backend: {
      name: backend.name,
      ...(backend.blas && { blas: backend.blas }),
      ...(backend.adapter !== undefined && { adapter: backend.adapter }),
    },
    data: {
      source,
      ...(reading && { reading }),
      ...(options.dataSet !== undefined && { differences: [...differences] }),
      generalization: generalizationOf(options.split),
      items: train.itemCount,
      train: partOf(train),
      validation: partOf(validation.foldIn, validation.heldOut),
      test: partOf(test.foldIn, test.heldOut),
    },
    options,
  }
}

function partOf(...parts: Interactions[]): { users: number; interactions: number } {
  return {
    users: parts[0]!.userCount,
    interactions: parts.reduce((total, { items }) => total + items.length, 0),
  }
}
