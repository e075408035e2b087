import {
  blendDefinition,
  isModelName,
  type ModelDefinition,
  type ModelName,
  modelDefinitions,
  modelNames,
  settingsOf,
} from '@hvamp/models/definitions'
import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { type FittingSettings, fittingDefaults, fittingSettings } from './fitting'
import { type HyperParameters, hyperParameters } from './hyper-parameters'
import { optionName } from './option-name'

/** What a run has a model of: one that was trained, or a blend of such models. */
export type RunModel = ModelName | typeof blendDefinition.name

/** Which model, and its hyper-parameters. */
export const modelSettings = { model: z.enum([...modelNames, blendDefinition.name]), ...hyperParameters }

export type ModelSettings<Name extends RunModel = ModelName> = HyperParameters & { readonly model: Name }

/** Which model, and the options of it and of its training that somebody chose. */
export type ModelOptions<Name extends RunModel = ModelName> = ModelSettings<Name> & FittingSettings

function definitionOf(model: RunModel): ModelDefinition {
  return model === blendDefinition.name ? blendDefinition : modelDefinitions[model]
}

/** Whether it is trained on data, as all models are but a blend. */
export function isTrained(model: RunModel): model is ModelName {
  return model !== blendDefinition.name
}

/** @param where what would be trained, for the error @throws bad input if it is a blend */
export function requireTrained<Settings extends { readonly model: RunModel }>(
  settings: Settings,
  where: string,
): asserts settings is Settings & { readonly model: ModelName } {
  if (!isTrained(settings.model)) {
    throw badInput(
      `${where}: must have a model that is trained, got a blend, which hvamp blend makes of runs: name the run of one of its models`,
    )
  }
}

/** The options that the model uses: those chosen, and the defaults of the rest. */
export function completeModel<Name extends RunModel>(options: ModelOptions<Name>): ModelOptions<Name> {
  const { model } = options
  const { fit } = definitionOf(model)
  const { seed: _, ...own } = settingsChecked(model, hyperParametersOf(options)) as Record<string, unknown>
  const chosen = Object.entries(fittingOf(options)).filter(([, value]) => value !== undefined)
  const fitting: FittingSettings = { ...fittingDefaults(fit), ...Object.fromEntries(chosen) }
  if (fitting.warmUpSteps !== undefined) delete fitting.warmUp
  return { model, ...own, ...fitting }
}

function settingsChecked(model: RunModel, options: HyperParameters) {
  try {
    return settingsOf(definitionOf(model), options)
  } catch (error) {
    throw badInput((error as Error).message, error)
  }
}

/** The hyper-parameters that the model uses, of those that are there. */
export function hyperParametersOf(settings: ModelSettings<RunModel>): HyperParameters {
  const { shape } = definitionOf(settings.model).options
  const own = Object.entries(settings).filter(([name]) => name !== 'seed' && Object.hasOwn(shape, name))
  return Object.fromEntries(own)
}

/** Whether a setting of `fit`, by the name of its option, has an effect on a model. */
function isFitting(model: RunModel, option: string): boolean {
  const { options, fit } = definitionOf(model)
  const name = option === 'warmUpSteps' ? 'warmUp' : option
  return Object.hasOwn(fittingDefaults(fit), name) && !Object.hasOwn(options.shape, name)
}

/** The settings of training that the model uses, of those that are there. */
export function fittingOf(settings: ModelOptions<RunModel>): FittingSettings {
  const own = Object.keys(fittingSettings).filter((name) => isFitting(settings.model, name))
  return Object.fromEntries(own.map((name) => [name, settings[name as keyof FittingSettings]]))
}

/** Whether a model uses an option. */
export function isUsedBy(model: RunModel, option: string): boolean {
  return Object.hasOwn(definitionOf(model).options.shape, option) || isFitting(model, option)
}

/** Names of the models that use an option. */
export function usersOf(option: string): ModelName[] {
  return modelNames.filter((model) => isUsedBy(model, option))
}

/** Names of the options that a model uses, of itself and of its training. */
export function optionsUsedBy(model: RunModel): string[] {
  const names = [...Object.keys(hyperParameters), ...Object.keys(fittingSettings)]
  return [...new Set(names)].filter((name) => isUsedBy(model, name))
}

/** Whether a model learns ratings. */
export function isOfRatings(model: string): boolean {
  return isModelName(model) && definitionOf(model).ofRatings === true
}

/** The title of a model in papers, such as H+Vamp (Gated). */
export function modelTitle({ model, gated }: { model: RunModel; gated?: boolean | undefined }): string {
  const { title } = definitionOf(model)
  return gated ? `${title} (Gated)` : title
}

/** Whether an option belongs to models or to their training, not to the data, the measuring or the machine. */
function isOptionOfModels(name: string): boolean {
  return Object.hasOwn(hyperParameters, name) || Object.hasOwn(fittingSettings, name)
}

/** Whether an option has an effect on a model: all options that belong to no model have. */
export function hasEffectOn(model: RunModel, option: string): boolean {
  return !isOptionOfModels(option) || isUsedBy(model, option)
}

/**
 * Refuses options that the model does not use.
 *
 * @param chosen names of the options that the user gave
 */
export function requireUsedOptions(model: RunModel, chosen: Iterable<string>): void {
  for (const name of chosen) {
    if (!hasEffectOn(model, name)) {
      throw badInput(
        `${optionName(name)}: must come with a model that uses it (${usersOf(name).join(', ')}), got --model ${model}`,
      )
    }
  }
}
