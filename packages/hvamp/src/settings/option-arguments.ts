import { optionName } from './option-name'
import type { OptionValue } from './option-text'

/** Values of options by their names. */
export type Options = Readonly<Record<string, OptionValue>>

/** Options as they are given on a command line. */
export function argumentsOf(options: Options): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === true) return [optionName(name)]
    return value === false ? [optionName(name).replace('--', '--no-')] : [optionName(name), String(value)]
  })
}
