import { type VerdictFinder, verdictFinder } from './verdict-column'

/** Finders of verdicts in several files: those with the same columns share one, as each may have one value alone, such as 0 or 1. */
export type VerdictFinders = typeof verdictFinder

export function verdictFinders(): VerdictFinders {
  const known = new Map<string, VerdictFinder>()
  return (names, read) => {
    const key = JSON.stringify([names, read])
    const finder = known.get(key) ?? verdictFinder(names, read)
    known.set(key, finder)
    return finder
  }
}
