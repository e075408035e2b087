import { nearestWord } from '@hvamp/random'
import { type ColumnRole, findColumn, plainName } from './column-names'

const FEWEST_LETTERS = 3 // of a name that is a part of another one

/**
 * The column that a chosen name may mean which the header does not have: of the same letters, of a longer or shorter name, of a similar one, or
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
  ]
  const found = ways.map((fits) => header.find(fits)).find((name) => name !== undefined)
  return (
    found ??
    nearestWord(chosen, header) ??
    header.find((name) => findColumn([name], role, undefined, '') === 0)
  )
}
