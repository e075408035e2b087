import { cpus } from 'node:os'
import type { RunningBackend } from '@hvamp/backends'
import type { Interactions, UserSplit } from '@hvamp/data'
import type { Recommender } from '@hvamp/models'
import { z } from 'zod'
import type { BackendSettings } from '../flags/backend'
import type { DataSettings } from '../flags/data'
import { badInput, checkingInput } from '../process/bad-input'
import { holdFolder } from '../files/folder-lock'
import { refuseConflicts } from '../flags/given'
import { type LoadedSplit, loadSplit, loadSplitOf } from '../inputs/load-split'
import { metricsFrom } from '../settings/metric-names'
import { completeModel, hyperParametersOf, type ModelFlags, requireUsedOptions } from '../flags/model'
import { definitionOf } from '../settings/model-table'
import { commonSettings, type RunConfig, type RunSettings, runSettings } from '../settings/run-config'
import { createRun, defaultRunFolder, readRun } from './run-folder'
import { requireNewFolder } from '../inputs/split-folder'
import type { SplitSettings } from '../flags/split'
import { backendTitle, startBackend } from './start-backend'
import type { MeasuringSettings } from '../flags/training'
import { versions } from '../process/versions'

/** All that training needs, read and checked. */
export interface TrainingJob {
  readonly folder: string
  readonly config: RunConfig
  readonly backend: RunningBackend
  readonly split: UserSplit
  readonly model: Recommender
  readonly isResumed: boolean
}

/** The settings as options give them: some defaults still have to follow from others. */
export type TrainFlags = DataSettings & SplitSettings & ModelFlags & MeasuringSettings & BackendSettings

/** Options that a resumed run may have otherwise than when it was begun. */
const free = ['resume', 'json', 'debug', 'checkpointSeconds', 'backend', 'threads']

/**
 * Reads and checks everything for a new run, then makes its folder.
 *
 * @param path of a file of ratings, or a folder that `hvamp split` wrote, or the name of a data set
 * @param given what of the flags the user gave
 */
export async function beginJob(
  path: string,
  flags: TrainFlags & { readonly out?: string; readonly dataFolder?: string },
  given: ReadonlyMap<string, unknown>,
): Promise<TrainingJob> {
  checkMetrics(flags)
  requireUsedOptions(flags.model, given.keys())
  if (flags.out !== undefined) {
    await holdFolder(flags.out, { waits: process.connected })
    await requireNewFolder(flags.out, '--out')
  }
  const { ofRatings } = definitionOf(flags.model)
  if (ofRatings && given.has('atLeast')) {
    throw badInput(
      `--at-least: must come with a model that has no ratings to learn, got --model ${flags.model}`,
    )
  }
  const asked = ofRatings ? { ...flags, keepRatings: true } : flags
  const loaded = await loadSplit(path, asked, new Set(given.keys()))
  if (ofRatings && !loaded.split.train.values) {
    throw badInput(
      `${path}: must have ratings for --model ${flags.model}, got none: hvamp split keeps them with --keep-ratings`,
    )
  }
  const backend = await startBackend(flags)
  const options = optionsOf(asked, loaded)
  const model = await makeModel(options, loaded.split)
  const folder = flags.out ?? (await defaultRunFolder(path, options.model))
  const config = configOf(options, loaded, backend)
  if (flags.out === undefined) await holdFolder(folder)
  await createRun(folder, config)
  return { folder, config, backend, split: loaded.split, model, isResumed: false }
}

/**
 * Reads a run again, to go on with it; its data have to be what they were.
 *
 * @param path of the data, where they are not any more where they were
 */
export async function resumeJob(
  folder: string,
  path: string | undefined,
  given: ReadonlyMap<string, unknown>,
): Promise<TrainingJob> {
  const config = await readRun(folder)
  const { options } = config
  requireUsedOptions(options.model, [...given.keys()])
  refuseConflicts(new Map([...given].filter(([name]) => !free.includes(name))), options, folder)
  requireSameVersions(folder, config)
  checkMetrics(options)
  const { split } = await loadSplitOf(folder, config, path ?? (given.get('dataFolder') as string | undefined))
  const isChosen = given.has('backend') || given.has('threads')
  const backend = await startBackend({ ...options, ...Object.fromEntries(given) })
  if (!isChosen && backendTitle(backend) !== backendTitle(config.backend)) {
    throw badInput(
      `${folder}: was begun on ${backendTitle(config.backend)}, got ${backendTitle(backend)}, which rounds otherwise: --backend ${backend.name} goes on all the same`,
    )
  }
  return { folder, config, backend, split, model: await makeModel(options, split), isResumed: true }
}

function optionsOf(flags: TrainFlags, { settings }: LoadedSplit): RunSettings {
  const common = z.object(commonSettings).parse({ ...flags, ...settings })
  return runSettings.parse({ ...common, ...completeModel(flags) })
}

function makeModel(settings: RunSettings, { train }: UserSplit): Promise<Recommender> {
  const { model, seed, weightDecay, threads } = settings
  const parts = { options: hyperParametersOf(settings), train, seed, weightDecay, threads }
  return checkingInput(() => definitionOf(model).make(parts))
}

/** The names of metrics are texts until they are used: bad ones have to be found before training. */
export function checkMetrics({
  metrics,
  validationMetric,
}: Pick<MeasuringSettings, 'metrics' | 'validationMetric'>) {
  metricsFrom(metrics, '--metrics')
  if (metricsFrom(validationMetric, '--validation-metric').length > 1) {
    throw badInput(`--validation-metric: must be one metric, got '${validationMetric}'`)
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
  { split, source, differences }: LoadedSplit,
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
      ...(options.dataSet !== undefined && { differences: [...differences] }),
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
