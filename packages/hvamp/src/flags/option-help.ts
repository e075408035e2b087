import { type ModelDefinition, type ModelName, modelDefinitions } from '@hvamp/models/definitions'
import type { z } from 'zod'
import { type FittingSettings, fittingDefaults, fittingSettings } from '../settings/fitting'
import { schemasOf } from '../settings/hyper-parameters'
import { usersOf } from '../settings/model'
import { optionName } from '../settings/option-name'

/**
 * The help of an option of models or of their training, with its default, or its defaults where models differ:
 * `hidden layers of each network (default: 1; hvamp: 2)`.
 */
export function optionHelp(option: string): string {
  const models = new Map<string, ModelName[]>()
  for (const model of usersOf(option)) {
    const value = defaultOf(model, option)
    models.set(value, [...(models.get(value) ?? []), model])
  }
  const [most, ...others] = [...models].sort(([, a], [, b]) => b.length - a.length)
  const exceptions = others.map(([value, names]) => `${names.join(', ')}: ${value}`)
  return `${textOf(option)} (default: ${[most![0], ...exceptions].join('; ')})`
}

function textOf(option: string): string {
  const own = schemasOf(option)[0]?.schema.description
  return own ?? fittingSettings[option as keyof FittingSettings].unwrap().description!
}

function defaultOf(model: ModelName, option: string): string {
  const { options, sameAs, fit }: ModelDefinition = modelDefinitions[model]
  const source = sameAs?.[option]
  if (source !== undefined) return `that of ${optionName(source)}`
  const schema: Readonly<Record<string, z.ZodType>> = options.shape
  return String(schema[option]?.parse(undefined) ?? fittingDefaults(fit)[option as keyof FittingSettings])
}
