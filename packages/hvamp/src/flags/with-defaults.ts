import { definitionOf, type ModelDefinition, type ModelName, usersOf } from '../settings/model-table'

/**
 * The description of an option of models with its default, or its defaults where models differ:
 * `hidden layers (default: 1; hvamp: 2)`.
 */
export function withDefaults(option: keyof ModelDefinition['defaults'], description: string): string {
  const models = new Map<unknown, ModelName[]>()
  for (const model of usersOf(option)) {
    const value = definitionOf(model).defaults[option]
    models.set(value, [...(models.get(value) ?? []), model])
  }
  const [most, ...others] = [...models].sort(([, a], [, b]) => b.length - a.length)
  const exceptions = others.map(([value, names]) => `${names.join(', ')}: ${value}`)
  return `${description} (default: ${[most![0], ...exceptions].join('; ')})`
}
