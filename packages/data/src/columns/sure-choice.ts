import { isColumnNumber } from './header-of-numbers'

/**
 * The name or number that surely chooses the column at a place, where names may be numbers; undefined where each may also mean another column.
 *
 * @param names in a header; empty for columns without one
 * @example sureChoice(['user', '0', 'item'], 1) // 1, for 0 is also the place of 'user'
 */
export function sureChoice(names: readonly string[], place: number): string | number | undefined {
  const name = names[place]!
  const isOnly =
    name !== '' && name === name.trim() && names.every((other, at) => at === place || other !== name)
  if (isOnly && !isColumnNumber(name)) return name
  const named = names.indexOf(String(place))
  if (named < 0 || named === place) return place
  return isOnly && name === String(Number(name)) && !(Number(name) in names) ? name : undefined
}
