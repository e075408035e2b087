import type { Interactions } from './interactions'
import { withoutEmpty } from './select'
import { keepEntries } from './take-entries'

/**
 * Every entry of at least some value, as a click: the result has no values. Users and items left without entries are
 * dropped.
 *
 * @param options.atLeast the lowest value that counts; all count without it
 * @throws if atLeast is given and there are no values, or it is NaN
 * @example const liked = binarize(ratings, { atLeast: 4 })
 */
export function binarize(
  interactions: Interactions,
  { atLeast }: { readonly atLeast?: number } = {},
): Interactions {
  const { values, ...clicks } = interactions
  if (atLeast === undefined) return withoutEmpty(clicks)
  if (Number.isNaN(atLeast)) throw new Error('binarize: atLeast must be a number, got NaN')
  if (!values) throw new Error(`binarize: interactions must have values for atLeast ${atLeast}, got none`)
  const threshold = Math.fround(atLeast)
  return withoutEmpty(keepEntries(clicks, (entry) => values[entry]! >= threshold))
}
