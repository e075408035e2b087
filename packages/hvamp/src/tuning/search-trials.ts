import { type Random, random } from '@hvamp/random'
import { badInput } from '../process/bad-input'
import type { Options } from '../settings/option-arguments'
import { optionName } from '../settings/option-name'
import type { OptionValue } from '../settings/option-text'
import { grouped } from '../terminal/format'
import { valueIn } from './axis'
import { valueCount, valuesOf } from './range-values'
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
  const size = pointsIn(space)
  if (count === undefined && space.some((dimension) => !('values' in dimension))) {
    throw badInput('--trials: must say how many are drawn where there is a --random, got none')
  }
  if (count !== undefined) requirePoints(space, count)
  if (count !== undefined && count < size) return named(drawn(space, count, random(seed).fork('tune')))
  if (size > most) throw badInput(`--trials: must be given where there are over ${most} points, got none`)
  return named(allOf(space))
}

/** Number of points of a space; infinite where a range of it has more values than integers. */
export function pointsIn(space: readonly Dimension[]): number {
  return space.reduce((product, dimension) => product * sizeOf(dimension), 1)
}

function sizeOf(dimension: Dimension): number {
  if ('values' in dimension) return dimension.values.length
  return dimension.isInteger ? valueCount(dimension) : Number.POSITIVE_INFINITY
}

/**
 * Checks that a number of trials can be drawn from ranges, whose numbers have few digits.
 *
 * @throws bad input if there are not so many points; of values and integers, all are taken then
 */
export function requirePoints(space: readonly Dimension[], count: number): void {
  const points = distinctPointsIn(space)
  if (pointsIn(space) === Number.POSITIVE_INFINITY && count > points) throw tooMany(count, points)
}

function tooMany(count: number, points: number): Error {
  return badInput(`--trials: must be at most the points there are, ${grouped(points)}, got ${count}`)
}

/** Number of different points that are drawn from a space. */
function distinctPointsIn(space: readonly Dimension[]): number {
  const sizes = space.map((each) => ('values' in each ? each.values.length : valueCount(each)))
  return sizes.reduce((product, size) => product * size, 1)
}

/** Every combination, the last option changing first. */
function allOf(space: readonly Dimension[]): Options[] {
  let points: Options[] = [{}]
  for (const dimension of space) {
    const values = 'values' in dimension ? dimension.values : valuesOf(dimension)
    points = points.flatMap((point) => values.map((value) => ({ ...point, [dimension.option]: value })))
  }
  return points
}

/**
 * Different points, drawn at random.
 *
 * @param before points that are not drawn
 */
export function drawn(
  space: readonly Dimension[],
  count: number,
  noise: Random,
  before: readonly Options[] = [],
): Options[] {
  const taken = new Set(before.map((point) => keyOf(point, space)))
  const points: Options[] = []
  for (let draws = 0; points.length < count; draws++) {
    if (draws === 1000 * count) return [...points, ...firstBesides(taken, space, count - points.length)]
    const point = Object.fromEntries(space.map((dimension) => [dimension.option, draw(dimension, noise)]))
    const key = keyOf(point, space)
    if (!taken.has(key)) points.push(point)
    taken.add(key)
  }
  return points
}

/** Points of a space that are not taken: where draws find hardly any more. */
function firstBesides(taken: ReadonlySet<string>, space: readonly Dimension[], count: number): Options[] {
  const size = distinctPointsIn(space)
  const rest = size > most ? [] : allOf(space).filter((point) => !taken.has(keyOf(point, space)))
  if (rest.length < count) throw tooMany(taken.size + count, size)
  return rest.slice(0, count)
}

/** The same text for the same point. */
export function keyOf(options: Options, space: readonly Dimension[]): string {
  return JSON.stringify(space.map(({ option }) => options[option]))
}

function draw(dimension: Dimension, noise: Random): OptionValue {
  if ('values' in dimension) return dimension.values[noise.integer(dimension.values.length)]!
  return valueIn(dimension, noise.uniform())
}

function named(points: readonly Options[]): Trial[] {
  return points.map((options, i) => namedTrial(options, i + 1, points.length))
}

/** A point with the name that it has as trial `number` of `total`. */
export function namedTrial(options: Options, number: number, total: number): Trial {
  const digits = Math.max(3, String(total).length)
  const values = Object.entries(options).map(([name, value]) => `${optionName(name).slice(2)}=${value}`)
  return { name: [String(number).padStart(digits, '0'), ...values].join('-').slice(0, 120), options }
}
