import { completeModel, type ModelOptions, modelTitle, type RunModel } from '../settings/model'
import type { Options } from '../settings/option-arguments'

/** What a series or a tuning trains. */
interface PlannedModel {
  readonly model: RunModel
  /** Options that all its runs have. */
  readonly options: Options
  /** What is tried, by its option. */
  readonly space?: Readonly<Record<string, string>>
}

/** The title of the model of all runs of a plan, as the title of each of them is, but without (Gated) where that is tried. */
export function planTitle({ model, options, space = {} }: PlannedModel): string {
  if (Object.hasOwn(space, 'gated')) return modelTitle({ model })
  return modelTitle(completeModel({ ...options, model } as ModelOptions))
}
