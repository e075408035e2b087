import { Option } from 'commander'
import { badInput } from '../process/bad-input'

/** Limits of a number, both included unless `above` or `below` says otherwise. */
export interface Limits {
  readonly least?: number
  readonly most?: number
  /** The number must be greater than this. */
  readonly above?: number
  /** The number must be smaller than this. */
  readonly below?: number
}

/** An option that takes an integer. */
export function integerOption(flags: string, description: string, limits: Limits = {}): Option {
  const option = numeric(flags, description, 'an integer', limits, Number.isSafeInteger)
  integers.add(option)
  return option
}

const integers = new WeakSet<Option>()

/** Whether an option takes integers alone. */
export function takesIntegers(option: Option): boolean {
  return integers.has(option)
}

/** An option that takes a number; NaN and infinity are none. */
export function numberOption(flags: string, description: string, limits: Limits = {}): Option {
  return numeric(flags, description, 'a number', limits, Number.isFinite)
}

function numeric(
  flags: string,
  description: string,
  kind: string,
  limits: Limits,
  isKind: (value: number) => boolean,
): Option {
  const option = new Option(flags, description)
  const rule = `must be ${kind}${inWords(limits)}`
  return option.argParser((text: string) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (!isKind(value) || !isWithin(value, limits)) {
      throw badInput(`${option.long}: ${rule}, got '${text}'`)
    }
    return value
  })
}

function isWithin(value: number, { least, most, above, below }: Limits): boolean {
  return (
    value >= (least ?? Number.NEGATIVE_INFINITY) &&
    value <= (most ?? Number.POSITIVE_INFINITY) &&
    value > (above ?? Number.NEGATIVE_INFINITY) &&
    value < (below ?? Number.POSITIVE_INFINITY)
  )
}

function inWords({ least, most, above, below }: Limits): string {
  const rules = [
    ...(least === undefined ? [] : [`at least ${least}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(most === undefined ? [] : [`at most ${most}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ]
  return rules.length === 0 ? '' : `, ${rules.join(' and ')}`
}
