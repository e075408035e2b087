import type { ModelName } from '@hvamp/models/definitions'
import { completeModel, type ModelOptions } from '../settings/model'
import type { Options } from '../settings/option-arguments'

/**
 * Epochs, warm-up and patience of a run, shortened; nothing for its own schedule.
 *
 * @param budget the share that is left of them: 1 is the whole
 */
export function shortened(options: Options & { readonly model: ModelName }, budget: number): Options {
  if (budget === 1) return {}
  const settings = completeModel(options as ModelOptions)
  const lengths = Object.entries({ epochs: 1, warmUp: 0, patience: 1 }).flatMap(([name, least]) => {
    const length = settings[name as 'epochs' | 'warmUp' | 'patience']
    return length === undefined ? [] : [[name, Math.max(least, Math.round(length * budget))] as const]
  })
  return Object.fromEntries(lengths)
}
