import { Option } from 'commander'
import { badInput } from '../process/bad-input'

/** The parts of a text between its commas. */
export function listFrom(text: string): string[] {
  return text.split(',').map((part) => part.trim())
}

/** An option that takes different seeds. */
export function seedsOption(description: string): Option {
  return new Option('--seeds <numbers>', description).argParser(seedsFrom)
}

/** An option that takes integers, above 0 and rising. */
export function risingOption(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.argParser((text: string) => {
    const numbers = listFrom(text).map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN))
    if (!numbers.every((number, i) => Number.isSafeInteger(number) && number > (numbers[i - 1] ?? 0))) {
      throw badInput(`${option.long}: must be rising integers, at least 1, got '${text}'`)
    }
    return numbers
  })
}

function seedsFrom(text: string): number[] {
  const seeds = listFrom(text).map((seed) => (/^\d+$/.test(seed) ? Number(seed) : Number.NaN))
  if (!seeds.every(Number.isSafeInteger) || new Set(seeds).size < seeds.length) {
    throw badInput(`--seeds: must be different integers, at least 0, got '${text}'`)
  }
  return seeds
}
