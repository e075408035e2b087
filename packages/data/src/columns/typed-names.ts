import { withoutType } from './column-names'
import { titleNames } from './title-names'

const LIST = /:token_seq$/
const BETWEEN = ' ' // the entries of a list

/** A header without the types that RecBole writes into it. */
interface TypedNames {
  readonly names: readonly string[]
  /** What separates the entries of columns of lists. */
  readonly lists: ReadonlyMap<string, string>
}

/**
 * The names of a header in which RecBole has written a type behind each, such as `movie_title:token_seq` and `class:token_seq`, whose cells
 * are words: of a title they are one text, else a list. Undefined of any other header.
 */
export function typedNames(header: readonly string[]): TypedNames | undefined {
  if (header.some((name) => withoutType(name) === name)) return undefined
  const titles = titleNames(header, '')
  const lists = header.filter((name) => LIST.test(name) && !titles.includes(name))
  return {
    names: header.map(withoutType),
    lists: new Map(lists.map((name) => [withoutType(name), BETWEEN])),
  }
}
