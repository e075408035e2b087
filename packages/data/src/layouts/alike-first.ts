import { quoted, undecided } from '../values/file-error'

const FEWEST = 2 // rows below
const DIGIT = /\d/

/**
 * Requires that the first line of columns chosen by number is like the rows below it.
 *
 * @throws if its user and item have no digits where those of all rows below have some: names of columns, or a row
 */
export function requireAlikeFirst(
  [cells, ...rows]: readonly (readonly string[])[],
  { user, item }: { readonly user: number; readonly item: number },
  where: string,
): void {
  const read = [user, item]
  const isNumbered = (row: readonly string[]) => read.every((column) => DIGIT.test(row[column] ?? ''))
  if (rows.length < FEWEST || !rows.every(isNumbered) || read.some((column) => DIGIT.test(cells![column]!)))
    return
  const got = `${read.map((column) => quoted(cells![column]!)).join(', ')}, without digits, which all rows below have`
  throw undecided(where, 'a first line that is surely a header, or none', got, ['header'])
}
