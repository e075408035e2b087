import { requireKnown } from '@hvamp/random'
import type { Interactions } from './interactions'
import { keepEntries, withoutEmpty } from './select'

/**
 * Keeps entries of at least some value as clicks without values. Users and items left without entries are dropped.
 *
 * @param options.atLeast the lowest value to keep; without it all entries are kept
 * @throws if an option is unknown, atLeast is NaN, or given for interactions without values
 * @example const liked = binarize(ratings, { atLeast: 4 })
 */
export function binarize(
  interactions: Interactions,
  options: { readonly atLeast?: number | undefined } = {},
): Interactions {
  requireKnown('binarize: options', options, { atLeast: true })
  const { atLeast } = options
  const { values, ...clicks } = interactions
  if (atLeast === undefined) return withoutEmpty(clicks)
  if (typeof atLeast !== 'number' || Number.isNaN(atLeast))
    throw new Error(`binarize: atLeast must be a number, got ${atLeast}`)
  if (!values) throw new Error(`binarize: interactions must have values for atLeast ${atLeast}, got none`)
  const threshold = Math.fround(atLeast)
  return withoutEmpty(keepEntries(clicks, (entry) => values[entry]! >= threshold))
}
