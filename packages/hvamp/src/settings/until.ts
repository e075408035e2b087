import { type ModelName, modelNames } from '@hvamp/models/definitions'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { isOfRatings, isUsedBy } from './model'
import type { RunSettings } from './run-settings'

/** How far a training is taken: to the measures on its test users, to its validation, or through a number of epochs. */
export const until = z.union([z.enum(['test', 'validation']), z.int().min(1)])

export type Until = z.infer<typeof until>

/** @throws bad input if a text is none of these */
export function untilFrom(text: string): Until {
  const { data } = until.safeParse(/^\d+$/.test(text) ? Number(text) : text)
  if (data === undefined) {
    throw badInput(`--until: must be validation, test or a number of epochs, got '${text}'`)
  }
  return data
}

/**
 * Checks that a training can pause after an epoch: that each epoch has a validation, and a checkpoint from which it resumes.
 *
 * @param option that asks for it
 * @throws bad input if it cannot
 */
export function requirePausable(
  { model, split }: Pick<RunSettings<ModelName>, 'model' | 'split'>,
  option: string,
): void {
  const canPause = (name: ModelName) => isUsedBy(name, 'batch') && !isOfRatings(name)
  if (!canPause(model)) {
    throw badInput(
      `${option}: must come with a model that has a validation and a checkpoint of each epoch (${modelNames.filter(canPause).join(', ')}), got --model ${model}`,
    )
  }
  if (split === 'none') {
    throw badInput(`${option}: must come with held-out users to validate on, got a run on everybody`)
  }
}
