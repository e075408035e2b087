import { z } from 'zod'
import { badInput } from '../process/bad-input'
import { fittingSettings } from './fitting'
import { hyperParameters } from './hyper-parameters'
import { measuringSettings } from './measuring'
import { isInteger, numberFrom } from './numbers'
import { optionName } from './option-name'

export type OptionValue = string | number | boolean

/** Options of which several values can be tried: those of models and of training, and the seed. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  ...hyperParameters,
  ...fittingSettings,
  seed: measuringSettings.seed,
}

/** The names of the options that can be tried. */
export const optionsToTry = (): string[] => Object.keys(schemas)

/** The option that is written so, such as `upperLatent` for `upper-latent`, if it is one that can be tried. */
export function optionToTry(written: string): string | undefined {
  return Object.keys(schemas).find((name) => optionName(name) === `--${written}`)
}

/** Whether an option that can be tried takes integers alone. */
export function takesIntegers(name: string): boolean {
  return isInteger(schemas[name]!)
}

/**
 * The value that a text gives an option that can be tried.
 *
 * @throws bad input, naming the option and the rule
 */
export function parseOption(name: string, text: string): OptionValue {
  const schema = schemas[name]!
  const { type, enum: choices } = z.toJSONSchema(schema)
  if (type === 'integer' || type === 'number') return numberFrom(text, schema as never, optionName(name))
  const allowed = type === 'boolean' ? ['true', 'false'] : (choices as string[])
  if (!allowed.includes(text)) {
    throw badInput(`${optionName(name)}: must be ${allowed.join(' or ')}, got '${text}'`)
  }
  return type === 'boolean' ? text === 'true' : text
}
