import { Option } from 'commander'
import { z } from 'zod'
import type { NumberSchema } from '../settings/numbers'
import { optionName } from '../settings/option-name'
import { numberOption } from './numbers'
import { optionHelp } from './option-help'

/** The words in the help for the value of an option, where it is not <count>, <weight> or <name>. */
const valueWords: Readonly<Record<string, string>> = {
  hidden: 'units',
  latent: 'size',
  upperLatent: 'size',
  dropout: 'share',
  diagonal: 'limit',
  frequencyExponent: 'exponent',
  startDeviation: 'deviation',
  shrinkage: 'count',
  warmUp: 'epochs',
  batch: 'users',
  patience: 'epochs',
  learningRate: 'rate',
  pseudoInputLearningRate: 'factor',
}

/** The options of a command line that set a setting of a model or its training: two of what is true or false. */
export function settingOptions(name: string, schema: z.ZodType): Option[] {
  const flag = optionName(name)
  const { type, enum: choices } = z.toJSONSchema(schema)
  const help = optionHelp(name)
  if (type === 'boolean') {
    return [new Option(flag, help), new Option(flag.replace('--', '--no-'), `the opposite of ${flag}`)]
  }
  if (choices) return [new Option(`${flag} <name>`, help).choices(choices as string[])]
  const word = valueWords[name] ?? (type === 'integer' ? 'count' : 'weight')
  return [numberOption(`${flag} <${word}>`, help, schema as NumberSchema)]
}
