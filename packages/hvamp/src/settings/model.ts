import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { type FittingSettings, fittingSettings } from './fitting'
import { type HyperParameters, hyperParameters, hyperParametersSchema } from './hyper-parameters'
import { definitionOf, isUsedBy, type ModelName, modelNames, usersOf } from './model-table'
import { optionName } from './option-name'

/** Which model, and its hyper-parameters. */
export const modelSettings = { model: z.enum(modelNames), ...hyperParameters }

export type ModelSettings = HyperParameters & { readonly model: ModelName }

/** Which model, and the options of it and of its training that somebody chose. */
export type ModelOptions = ModelSettings & FittingSettings

/** The options that the model has a use for: those chosen, and the defaults of the rest. */
export function completeModel(options: ModelOptions): ModelOptions {
  const { model } = options
  const used = Object.entries(definitionOf(model).defaults).map(([name, value]) => [
    name,
    options[name as keyof ModelOptions] ?? value,
  ])
  const settings: ModelOptions = { ...Object.fromEntries(used), model }
  if (settings.warmUpSteps !== undefined) delete settings.warmUp
  if (isUsedBy(model, 'upperLatent')) settings.upperLatent ??= settings.latent
  return settings
}

/** The hyper-parameters that the model has a use for. */
export function hyperParametersOf(settings: ModelSettings): HyperParameters {
  const used = Object.entries(settings).filter(([name]) => isUsedBy(settings.model, name))
  return hyperParametersSchema.parse(Object.fromEntries(used))
}

/** Whether an option belongs to models or to their training, not to the data, the measuring or the machine. */
function isOptionOfModels(name: string): boolean {
  return Object.hasOwn(hyperParameters, name) || Object.hasOwn(fittingSettings, name)
}

/**
 * Refuses options that the model has no use for.
 *
 * @param chosen names of the options that the user gave
 */
export function requireUsedOptions(model: ModelName, chosen: Iterable<string>): void {
  for (const name of chosen) {
    if (isOptionOfModels(name) && !isUsedBy(model, name)) {
      throw badInput(
        `${optionName(name)}: must come with a model that has a use for it (${usersOf(name).join(', ')}), got --model ${model}`,
      )
    }
  }
}
