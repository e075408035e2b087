import { type Random, random } from '@hvamp/random'
import type { Options } from '../planned/planned-run'
import { badInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import type { OptionValue } from '../settings/option-text'
import type { Dimension } from './search-space'

const most = 10_000

/** A point of the space, with a name that can be one of a folder. */
export interface Trial {
  readonly name: string
  readonly options: Options
}

/**
 * The points of a space that are tried: every combination in order, or as many as asked for, drawn at random, none
 * twice. The same seed draws the same ones.
 *
 * @throws bad input if there are ranges and no number is asked for, or there are too many points
 */
export function trialsOf(
  space: readonly Dimension[],
  { count, seed }: { count: number | undefined; seed: number },
): Trial[] {
  const size = space.reduce((product, dimension) => product * sizeOf(dimension), 1)
  if (count === undefined && space.some((dimension) => !('values' in dimension))) {
    throw badInput('--trials: must say how many are drawn where there is a --random, got none')
  }
  if (count !== undefined && count < size) return named(drawn(space, count, random(seed).fork('tune')))
  if (size > most) throw badInput(`--trials: must be given where there are over ${most} points, got none`)
  return named(allOf(space))
}

function sizeOf(dimension: Dimension): number {
  if ('values' in dimension) return dimension.values.length
  return dimension.isInteger ? dimension.high - dimension.low + 1 : Number.POSITIVE_INFINITY
}

/** Every combination, the last option changing first. */
function allOf(space: readonly Dimension[]): Options[] {
  let points: Options[] = [{}]
  for (const dimension of space) {
    const values = 'values' in dimension ? dimension.values : integersOf(dimension)
    points = points.flatMap((point) => values.map((value) => ({ ...point, [dimension.option]: value })))
  }
  return points
}

function integersOf({ low, high }: { low: number; high: number }): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i)
}

function drawn(space: readonly Dimension[], count: number, noise: Random): Options[] {
  const points = new Map<string, Options>()
  for (let draws = 0; points.size < count; draws++) {
    if (draws === 1000 * count) throw badInput(`--trials: must be at most the points there are, got ${count}`)
    const point = Object.fromEntries(space.map((dimension) => [dimension.option, draw(dimension, noise)]))
    points.set(JSON.stringify(point), point)
  }
  return [...points.values()]
}

function draw(dimension: Dimension, noise: Random): OptionValue {
  if ('values' in dimension) return dimension.values[noise.integer(dimension.values.length)]!
  const { low, high, isLogarithmic, isInteger } = dimension
  const end = isInteger ? high + 1 : high
  const value = isLogarithmic ? low * (end / low) ** noise.uniform() : low + (end - low) * noise.uniform()
  if (isInteger) return Math.min(high, Math.floor(value))
  return Math.min(high, Math.max(low, Number(value.toPrecision(4))))
}

function named(points: readonly Options[]): Trial[] {
  const digits = Math.max(3, String(points.length).length)
  return points.map((options, i) => {
    const values = Object.entries(options).map(([name, value]) => `${optionName(name).slice(2)}=${value}`)
    const number = String(i + 1).padStart(digits, '0')
    return { name: [number, ...values].join('-').slice(0, 120), options }
  })
}
