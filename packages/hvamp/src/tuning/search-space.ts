import { didYouMean } from '@hvamp/random'
import { badInput } from '../process/bad-input'
import { hasEffectOn, type RunModel } from '../settings/model'
import { optionName } from '../settings/option-name'
import {
  type OptionValue,
  optionsToTry,
  optionToTry,
  parseOption,
  takesIntegers,
} from '../settings/option-text'

/** What is tried of an option of train: some values, or a range to draw from. */
export type Dimension = {
  /** Name of the option. */
  readonly option: string
  /** As it was written. */
  readonly text: string
} & ({ readonly values: readonly OptionValue[] } | Range)

interface Range {
  readonly low: number
  /** Included where integers are drawn. */
  readonly high: number
  /** Whether the logarithm is uniform. */
  readonly isLogarithmic: boolean
  readonly isInteger: boolean
}

const rule = 'must be <option>=<value>,<value>,…'

/**
 * What `hidden=300,600` says of the option `--hidden`; a range, such as `l2=log:10..1000`, too, where it is allowed.
 *
 * @param context.where the option of tune that it comes from, for errors
 * @param context.model whose options an error names
 * @throws bad input if there is no such option, or a value is none of its values
 */
export function dimensionFrom(
  written: string,
  { where, ranges, model }: { where: string; ranges: boolean; model?: RunModel },
): Dimension {
  const [, name = '', text = ''] = /^([^=]+)=(.+)$/.exec(written) ?? []
  const option = optionToTry(name)
  if (option === undefined) {
    const options = optionsToTry().filter((name) => model === undefined || hasEffectOn(model, name))
    const names = options.map((name) => optionName(name).slice(2))
    const those = model === undefined ? '' : ` (${names.join(', ')})`
    throw badInput(
      `${where}: ${rule} with an option of 'hvamp train' that is the model's${those}, got '${written}'${didYouMean(name, names)}`,
    )
  }
  const parsed = (value: string) => valueFrom(value, option, { where, hint: rangeHint(name, text, ranges) })
  const [, log, low, high] = (ranges && /^(log:)?(.+?)\.\.(.+)$/.exec(text)) || []
  if (low === undefined || high === undefined) {
    const values = text.split(',').map((value) => parsed(value.trim()))
    const twice = values.find((value, i) => values.indexOf(value) < i)
    if (twice !== undefined)
      throw badInput(`${where}: ${name} must have different values, got ${twice} twice`)
    return { option, text, values }
  }
  const range = { low: parsed(low), high: parsed(high) }
  if (typeof range.low !== 'number' || typeof range.high !== 'number' || range.low >= range.high) {
    throw badInput(`${where}: a range must go from a number to a greater one, got '${written}'`)
  }
  if (log && range.low <= 0)
    throw badInput(`${where}: with log: a range must begin above 0, got '${written}'`)
  return {
    option,
    text,
    low: range.low,
    high: range.high,
    isLogarithmic: log !== undefined,
    isInteger: takesIntegers(option),
  }
}

/** The space that a plan was made of, from what was written of each option. */
export function spaceOfPlan({ space }: { readonly space: Readonly<Record<string, string>> }): Dimension[] {
  return Object.entries(space).map(([option, text]) =>
    dimensionFrom(spaceText({ [option]: text }), { where: '--random', ranges: true }),
  )
}

function valueFrom(
  text: string,
  option: string,
  { where, hint }: { where: string; hint: string },
): OptionValue {
  try {
    return parseOption(option, text)
  } catch (error) {
    throw badInput(`${where}: ${(error as Error).message}${hint}`, error)
  }
}

/** How a range is written, where a text may be meant as one: 0.1:0.5, 0.1-0.5, [0.1,0.5]; '' of any other. */
function rangeHint(name: string, text: string, ranges: boolean): string {
  const [low, high, ...more] = text.match(/(\d+(\.\d+)?|(?<!\.)\.\d+)(e[+-]?\d+)?/gi) ?? []
  if (low === undefined || high === undefined || more.length > 0 || Number(low) >= Number(high)) return ''
  const range = `${name}=${low}..${high}`
  const isWritten = text.replace('log:', '') === `${low}..${high}`
  if (!ranges) return isWritten ? `: a range goes with --random ${range}` : ''
  if (isWritten) return ''
  const byMagnitude = Number(low) > 0 ? `, or by its logarithm ${name}=log:${low}..${high}` : ''
  return `: a range is written ${range}${byMagnitude}`
}

/** A space in words that can be written again: hidden=300,600 latent=100,200. */
export function spaceText(space: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(space)
    .map(([option, text]) => `${optionName(option).slice(2)}=${text}`)
    .join(' ')
}
