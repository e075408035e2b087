import { type ColumnRole, findColumn, plainName } from './column-names'

const FEWEST_LETTERS = 3 // of a name that is a part of another one

/**
 * The column that a chosen name may mean which the header does not have: of the same letters, of a longer or shorter name, or
 * of one that is known for the role; undefined if there is none.
 */
export function nearColumn(
  header: readonly string[],
  role: ColumnRole,
  chosen: string | number,
): string | undefined {
  if (typeof chosen === 'number') return undefined
  const own = plainName(chosen)
  const isPart = (part: string, whole: string) => part.length >= FEWEST_LETTERS && whole.includes(part)
  const ways = [
    (name: string) => plainName(name) === own,
    (name: string) => isPart(plainName(name), own) || isPart(own, plainName(name)),
    (name: string) => findColumn([name], role, undefined, '') === 0,
  ]
  return ways.map((fits) => header.find(fits)).find((name) => name !== undefined)
}
