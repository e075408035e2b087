import { type ModelName, modelDefinitions, modelNames, type SettingsOf } from '@hvamp/models/definitions'
import { z } from 'zod'

/** What all members of a union have, together. */
type Together<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** Names of the models that have options. */
type ModelWithOptions = {
  [Name in ModelName]: string extends keyof SettingsOf<Name> ? never : Name
}[ModelName]

type AllSettings = Omit<Together<{ [Name in ModelWithOptions]: SettingsOf<Name> }[ModelWithOptions]>, 'seed'>

/** Hyper-parameters of all models; each model uses some. */
export type HyperParameters = { [Name in keyof AllSettings]?: AllSettings[Name] | undefined }

/** The schemas that models have for an option, with their defaults. */
export function schemasOf(option: string): { readonly model: ModelName; readonly schema: z.ZodType }[] {
  return modelNames.flatMap((model) => {
    const shape: Readonly<Record<string, z.ZodType>> = modelDefinitions[model].options.shape
    const schema = shape[option]
    return schema ? [{ model, schema }] : []
  })
}

/** The schema of each hyper-parameter, without a default: where the limits of models differ, the widest. */
export const hyperParameters: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  [...new Set(modelNames.flatMap((model) => Object.keys(modelDefinitions[model].options.shape)))]
    .filter((option) => option !== 'seed') // one for the model, its batches and its noise
    .map((option) => [
      option,
      widest(schemasOf(option).map(({ schema }) => withoutDefault(schema))).optional(),
    ]),
)

function withoutDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional
    ? (schema.unwrap() as z.ZodType)
    : schema
}

/** The schema with the lowest limit. */
function widest(schemas: readonly z.ZodType[]): z.ZodType {
  return schemas.reduce((wide, schema) => (isWider(schema, wide) ? schema : wide))
}

function isWider(one: z.ZodType, other: z.ZodType): boolean {
  const [own, others] = [z.toJSONSchema(one), z.toJSONSchema(other)]
  return own.minimum !== undefined && own.minimum <= Number(others.exclusiveMinimum)
}
