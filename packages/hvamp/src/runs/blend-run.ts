import { join } from 'node:path'
import { firstDifference, type HeldOutUsers, type Interactions, type UserSplit } from '@hvamp/data'
import type { StoredBlocks } from '@hvamp/data/node'
import { blend, blendWeights, evaluate, type Recommender, type TriedWeights } from '@hvamp/models'
import { blendDefinition } from '@hvamp/models/definitions'
import { saveModel } from '@hvamp/models/node'
import { makeFolder } from '../files/new-folder'
import { writeJson } from '../files/write-file'
import type { LoadedSplit } from '../inputs/load-split'
import { badInput, checkingInput } from '../process/bad-input'
import type { BackendSettings } from '../settings/backend'
import { metricsFrom } from '../settings/metric-names'
import type { RunConfig } from '../settings/run-config'
import { runSettingsOf } from '../settings/run-settings'
import { runTitle } from '../settings/run-title'
import type { TrainingDisplay } from '../terminal/display'
import { type BlendPart, blendRecordOf } from './blend-parts'
import { writeDataProfile } from './data-profile'
import { type Measured, measure, measurePopularity, testedModels, writePerUser } from './measure'
import { openModel } from './open-model'
import { originOf } from './origin'
import { runFiles } from './run-files'
import { writeRunMetrics } from './run-metrics'
import { backendTitle, startBackend } from './start-backend'
import { writeTrainedUsers } from './trained-users'
import { heldOutAgain } from './training-users'

/** What a blend is made of, and where. */
export interface BlendRequest {
  readonly parts: readonly [BlendPart, ...BlendPart[]]
  /** A new folder, which this process holds, or the one around it. */
  readonly folder: string
  /** One for each part; found on the validation users without them. */
  readonly weights?: readonly number[] | undefined
  /** Names of metrics; those of the first part by default. */
  readonly metrics?: string | undefined
  readonly backend: BackendSettings
  /** Its data, where they were read before. */
  readonly loaded?: LoadedSplit | undefined
}

/** Weights, and how the blend does with them on the validation users; of a blend without any held-out users nothing is known. */
export interface Weighed {
  readonly weights: readonly number[]
  readonly validation: number | undefined
  readonly tried: readonly TriedWeights[]
}

/** A blend that was made. */
export interface BlendedRun extends Weighed {
  readonly config: RunConfig
  /** The blend and popularity on the test users; nothing where nobody was held out. */
  readonly measured: readonly Measured[]
}

/** How the work is shown and stopped. */
export interface BlendControl {
  readonly display: TrainingDisplay
  readonly signal: AbortSignal
}

/**
 * Chooses the weights of a blend on the validation users, and makes nothing.
 *
 * @throws as `blendRuns` does
 */
export async function weighRuns(
  { parts, ...request }: Pick<BlendRequest, 'parts' | 'backend' | 'loaded'>,
  control: BlendControl,
): Promise<Weighed> {
  const { split } = request.loaded ?? (await heldOutAgain(parts[0].folder, parts[0].config))
  await startBackend(request.backend)
  return withModels(parts, split, (models) => weigh(models, split, { first: parts[0], ...control }))
}

/**
 * Blends the models of some runs: chooses weights on the validation users, measures the blend on the test users, and writes a run
 * that needs its parts no more. There is the whole run, or nothing of it.
 *
 * @throws bad input if the parts have other items than their data, or the data are not what they were; the reason of the signal
 */
export async function blendRuns(request: BlendRequest, control: BlendControl): Promise<BlendedRun> {
  const { parts, folder, metrics: names, backend: asked } = request
  const [first] = parts
  const loaded = request.loaded ?? (await heldOutAgain(first.folder, first.config))
  const { split } = loaded
  const train = loaded.blocks ?? split.train
  const backend = await startBackend(asked)
  return withModels(parts, split, async (models) => {
    const began = performance.now()
    const weighed = await weigh(models, split, { first, weights: request.weights, ...control })
    const { weights, validation, tried } = weighed
    const trainingSeconds = (performance.now() - began) / 1000
    const model = await checkingInput(async () => blend(models, weights))
    const { backend: ofBackend, threads } = asked
    const common = {
      ...first.config.options,
      backend: ofBackend,
      threads,
      ...(names !== undefined && { metrics: names }),
    }
    const options = runSettingsOf(common, { model: blendDefinition.name })
    const how = request.weights ? 'given' : 'validation'
    const config: RunConfig = {
      ...originOf(backend),
      data: first.config.data,
      blend: await blendRecordOf(parts, { values: weights, weights: how, tried: tried.length }),
      options,
    }
    const measured =
      options.split === 'none'
        ? []
        : await measureBlend(config, model, { users: split.test, train, ...control })
    control.signal.throwIfAborted()
    await makeFolder(folder, async (temporary) => {
      await writeJson(join(temporary, runFiles.config), config)
      await saveModel(model, join(temporary, runFiles.model))
      if (measured.length > 0) await writePerUser(temporary, measured, split.test)
      await writeDataProfile(temporary, train, config.data.reading?.repeated)
      await writeTrainedUsers(temporary, 'blocks' in train ? train : train.userIds)
      await writeRunMetrics(temporary, {
        ...{ finished: new Date().toISOString(), backend: backendTitle(backend) },
        ...{ epochs: 0, stopped: 'epochs', bestEpoch: null, trainingSeconds },
        ...(validation !== undefined && { validation }),
        peakMemoryMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), // Node gives kilobytes
        ...(measured.length > 0 && { test: testedModels(measured, split.test) }),
      })
    })
    return { ...weighed, config, measured }
  })
}

interface Testing extends BlendControl {
  readonly users: HeldOutUsers
  readonly train: Interactions | StoredBlocks
}

async function measureBlend(
  config: RunConfig,
  model: Recommender,
  { users, train, signal }: Testing,
): Promise<Measured[]> {
  const metrics = metricsFrom(config.options.metrics, '--metrics')
  return [
    await measure(runTitle(config), model, users, metrics, { signal }),
    await measurePopularity(train, users, metrics, { signal }),
  ]
}

/** Opens the models of the parts for some work. */
async function withModels<T>(
  parts: readonly BlendPart[],
  split: UserSplit,
  work: (models: readonly Recommender[]) => Promise<T>,
): Promise<T> {
  const models: Recommender[] = []
  try {
    for (const { run, folder } of parts) {
      const model = await openModel(folder)
      models.push(model)
      requireItems(run, model, split)
    }
    return await work(models)
  } finally {
    for (const model of models) model.dispose()
  }
}

/** The items of a model are those of its data, but for the items that a run kept of an earlier one. */
function requireItems(run: string, { itemIds }: Recommender, { train }: UserSplit): void {
  if (firstDifference(itemIds, train.itemIds) < 0) return
  throw badInput(
    `${run}: must have the ${train.itemIds.length} items of its data, got ${itemIds.length}: a run of train --vanished keep cannot be blended`,
  )
}

interface Weighing extends BlendControl {
  readonly first: BlendPart
  readonly weights?: readonly number[] | undefined
}

async function weigh(
  models: readonly Recommender[],
  { validation: users }: UserSplit,
  { first, weights, display, signal }: Weighing,
): Promise<Weighed> {
  const { split, validationMetric } = first.config.options
  const [metric] = metricsFrom(validationMetric, '--validation-metric')
  if (weights) {
    const model = await checkingInput(async () => blend(models, weights))
    if (split === 'none') return { weights, validation: undefined, tried: [] }
    const { metrics } = await evaluate(model, users, [metric!], { signal })
    return { weights, validation: metrics[metric!.name]!.mean, tried: [] }
  }
  if (split === 'none') {
    throw badInput(
      `${first.run}: must have validation users to choose weights on, got a run on everybody: give --weights, such as those of the blend of the runs that it repeats`,
    )
  }
  const { value, ...found } = await blendWeights(models, users, {
    ...{ metric: metric!, signal },
    onProgress: ({ users: done, of: total }) =>
      display.event({ type: 'stage', stage: 'users that weights are tried on', done, total }),
  })
  display.stop()
  return { ...found, validation: value }
}
