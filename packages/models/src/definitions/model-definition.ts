import type { z } from 'zod'
import { checked } from '../recommender/checked'
import type { FitSettings } from './fit-settings'

/** What is known of a model without loading TensorFlow.js: its name, its options, and how it is fitted. */
export interface ModelDefinition<Options extends z.ZodObject = z.ZodObject> {
  /** The name that it is saved under. */
  readonly name: string
  /** Its name in papers. */
  readonly title: string
  /** Its options: the schema of each has the limits, the default and, as `description`, a line of help. */
  readonly options: Options
  /** Options whose default is the value of another option, by name. */
  readonly sameAs?: Readonly<Record<string, string>>
  /** How it is fitted by default; a setting that is missing has no effect on the model. */
  readonly fit: FitSettings
  /** Whether it learns ratings; the other models ignore values. */
  readonly ofRatings?: true
}

/** The options of a model with no default left open. */
export type SettingsIn<Definition extends ModelDefinition> = {
  readonly [Name in keyof z.output<Definition['options']>]-?: Exclude<
    z.output<Definition['options']>[Name],
    undefined
  >
}

/**
 * The options of a model, checked, with its defaults filled in, in the order of its definition: equal options are equal as JSON.
 *
 * @throws if an option is unknown or out of its limits
 * @example settingsOf(modelDefinitions.ease, {}) // { l2: 500 }
 */
export function settingsOf<Definition extends ModelDefinition>(
  { name, options: schema, sameAs = {} }: Definition,
  options: unknown,
): SettingsIn<Definition> {
  const settings: Record<string, unknown> = checked(schema, options, name)
  for (const [option, source] of Object.entries(sameAs)) settings[option] ??= settings[source]
  const inOrder = Object.keys(schema.shape).map((option) => [option, settings[option]])
  return Object.fromEntries(inOrder) as SettingsIn<Definition>
}
