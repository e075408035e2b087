import { Option } from 'commander'
import { type NumberSchema, numberFrom } from '../settings/numbers'

/** An option that takes a number, of which the schema says whether it is an integer, and within which limits. */
export function numberOption(flags: string, description: string, schema: NumberSchema): Option {
  const option = new Option(flags, description)
  return option.argParser((text: string) => numberFrom(text, schema, option.long!))
}
