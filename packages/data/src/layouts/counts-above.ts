import { followsOn } from '../columns/headerless-table'
import { quoted, undecidedBut } from '../values/file-error'
import { lineIn } from './table-layout'

const FEWEST = 5 // users that are numbered in order by no chance
const FEWEST_LISTS = 3 // that are counted

/**
 * Requires that lists of items do not begin with a line of how many users and items there are, as files of graphs do.
 *
 * @param rows words of the first lines
 * @throws if the first line has two numbers: as many as the lines and items below it; or none that a user, all in order from 0 or 1, or an item
 *   below it exceeds
 */
export function requireNoCounts(rows: readonly (readonly string[])[], where: string): void {
  if (!areCounts(rows)) return
  const got = `${quoted(rows[0]!.join(' '))}, which seem to be the numbers of users and items`
  throw undecidedBut(where, 'a user and their items on each line', got, {
    options: ['skipLines', 'format'],
    likely: { skipLines: lineIn(where), format: 'adjacency' },
  })
}

function areCounts([first, ...lists]: readonly (readonly string[])[]): boolean {
  if (first!.length !== 2 || lists.length < FEWEST_LISTS) return false
  const [userCount, itemCount] = first!.map(Number) as [number, number]
  const ids = lists.map(([user]) => user!)
  const items = lists.flatMap(([, ...items]) => items.map(Number))
  if (lists.length === userCount && new Set(items).size === itemCount) return true
  const areNumbered = ids.length >= FEWEST && Number(ids[0]) <= 1 && ids.every(followsOn)
  return areNumbered && Number(ids.at(-1)) <= userCount && items.every((item) => item <= itemCount)
}
