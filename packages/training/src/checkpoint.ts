import type { ArraySource, NamedArrays } from '@hvamp/tensors'
import type { Progress } from './progress'

/** The best epoch by validation; a better epoch is another object, which takes over the memory of the weights. */
export interface Best {
  readonly epoch: number
  readonly value: number
  readonly weights: NamedArrays
}

/** A training at one moment: a resumed training ends with the same weights as one that never stopped. */
export interface Checkpoint {
  /** Options that must be the same when the training is resumed, as JSON. */
  readonly configuration: Readonly<Record<string, unknown>>
  readonly progress: Progress
  /** Weights and both moments. */
  readonly arrays: ArraySource
  readonly best?: Best | undefined
}

/** Keeps the last checkpoint. */
export interface CheckpointStore {
  /** The last checkpoint that was saved, or undefined. Its arrays are valid until the next `save`. */
  load(): Promise<Checkpoint | undefined>
  /** Replaces the checkpoint; if that fails or is cut off, the earlier one is still whole. */
  save(checkpoint: Checkpoint): Promise<void>
}

/** A store in memory, for a page or a test. */
export function memoryCheckpoints(): CheckpointStore {
  let saved: Checkpoint | undefined
  return {
    load: async () => saved && { ...saved, ...(saved.best && { best: structuredClone(saved.best) }) },
    async save({ configuration, progress, arrays, best }) {
      const copies: Record<string, Float32Array> = {}
      for (const name of Object.keys(arrays.shapes)) copies[name] = (await arrays.read(name)).slice()
      saved = {
        configuration: structuredClone(configuration),
        progress: structuredClone(progress),
        arrays: { shapes: arrays.shapes, read: async (name) => copies[name]! },
        ...(best && { best: structuredClone(best) }),
      }
    },
  }
}
