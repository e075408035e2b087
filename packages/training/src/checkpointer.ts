import { type ArraySource, joinWeights, type Weights, writeWeights } from '@hvamp/tensors'
import type { Adam } from './adam'
import type { Best, Checkpoint } from './checkpoint'
import { requireSameConfiguration } from './configuration'
import { describePhases } from './phases'
import type { Progress } from './progress'
import { requireFinite } from './require-finite'
import type { Settings } from './train-options'
import type { Trainable } from './trainable'
import { trainingError } from './training-error'

type Configuration = Checkpoint['configuration']

/** Saves a running training to its store, and resumes it. */
export interface Checkpointer {
  /** Sets weights and moments as they were saved; undefined without a checkpoint, or without `resume`. */
  resume(): Promise<Pick<Checkpoint, 'progress' | 'best'> | undefined>
  /** Whether the next checkpoint is due: `checkpointSeconds` have passed since the last. */
  isDue(): boolean
  /** Saves, unless this moment is saved already or there is no store. */
  save(progress: Progress, best: Best | undefined): Promise<void>
}

export function checkpointer<Batch>(
  trainable: Trainable<Batch>,
  optimizers: readonly Adam[],
  settings: Settings<Batch>,
): Checkpointer {
  const { weights } = trainable
  const { checkpoints, checkpointSeconds, onEvent } = settings
  const configuration = configurationOf(trainable, optimizers[0]!, settings)
  const moments: Weights = Object.assign({}, ...optimizers.map(({ moments }) => moments))
  const secondMoments: Weights = Object.assign({}, ...optimizers.map(({ secondMoments }) => secondMoments))
  const state = joinWeights({ weights, moments, secondMoments })
  let savedStep = 0
  let savedEpoch = 1
  let savedAt = performance.now()

  return {
    async resume() {
      const checkpoint = settings.resume ? await reading(() => checkpoints!.load()) : undefined
      if (!checkpoint) return undefined
      requireSameConfiguration(checkpoint.configuration, asSavedIn(checkpoint, configuration))
      const { progress, arrays } = checkpoint
      for (const [name, one] of Object.entries(state)) {
        const shape = arrays.shapes[name]
        if (!shape) {
          const message = `train: to resume, the checkpoint must have '${name}', got none`
          throw trainingError('HVAMP_OTHER_CHECKPOINT', message)
        }
        const values = await reading(() => arrays.read(name))
        writeWeights({ [name]: one }, { [name]: { shape, values } })
      }
      savedStep = progress.step
      savedEpoch = progress.epoch
      return checkpoint
    },
    isDue: () => performance.now() - savedAt >= checkpointSeconds * 1000,
    async save(progress, best) {
      const { epoch, batch, step } = progress
      if (!checkpoints || (step === savedStep && epoch === savedEpoch)) return
      await requireFinite(weights, `in epoch ${epoch}, batch ${batch}`)
      await checkpoints.save({ configuration, progress, arrays: arraysOf(state), ...(best && { best }) })
      savedStep = step
      savedEpoch = epoch
      savedAt = performance.now()
      onEvent?.({ type: 'checkpoint', epoch, batch })
    },
  }
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw trainingError('HVAMP_UNREADABLE_CHECKPOINT', (cause as Error).message, cause)
  }
}

function configurationOf<Batch>(
  { weights, phases }: Trainable<Batch>,
  { options: optimizer }: Adam,
  { seed, batchCount, klWeight, validate, fingerprint }: Settings<Batch>,
): Configuration {
  const shapes = Object.entries(weights).map(([name, { variable }]) => [name, variable.shape])
  const ownRates = Object.entries(weights).filter(([, { rate }]) => rate !== 1)
  const own = {
    seed,
    batchCount,
    klWeight: klWeight.description,
    optimizer,
    validated: validate !== undefined,
    weights: Object.fromEntries(shapes),
    phases: phases && describePhases(phases),
  }
  const rates = ownRates.length > 0 && {
    rates: Object.fromEntries(ownRates.map(([name, { rate }]) => [name, rate])),
  }
  const more = Object.entries(fingerprint ?? {})
  const clashing = more.filter(([name]) => Object.hasOwn({ ...own, ...rates, fingerprint }, name))
  const configuration = {
    ...own,
    ...Object.fromEntries(more.filter((entry) => !clashing.includes(entry))),
    ...(clashing.length > 0 && { fingerprint: Object.fromEntries(clashing) }),
    ...rates, // after the rest, by which a difference is named that they follow from
  }
  return JSON.parse(JSON.stringify(configuration)) // as it is when it is read again
}

/** The configuration as a checkpoint has it: early ones have entries of a fingerprint in place of the loop's own of those names. */
function asSavedIn(checkpoint: Checkpoint, configuration: Configuration): Configuration {
  const { fingerprint, ...rest } = configuration
  const isEarly = !Object.hasOwn(checkpoint.configuration, 'fingerprint')
  return isEarly ? { ...rest, ...(fingerprint as Configuration | undefined) } : configuration
}

function arraysOf(state: Weights): ArraySource {
  const shapes = Object.entries(state).map(([name, { variable }]) => [name, variable.shape])
  return {
    shapes: Object.fromEntries(shapes),
    read: async (name) => (await state[name]!.variable.data()) as Float32Array,
  }
}
