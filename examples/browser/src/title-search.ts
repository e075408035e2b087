/** Something to be found by its title. */
export interface Titled {
  readonly id: string
  readonly title: string
}

/**
 * Finds titles that have every word of a query, whatever capitals and accents: the title itself, then those that begin
 * with it, then the others, otherwise in the order of the items.
 *
 * @example titleSearch(items)('matrix', { limit: 8 })
 */
export function titleSearch(items: readonly Titled[]) {
  const plainTitles = items.map(({ title }) => plain(title))
  return (
    query: string,
    { limit, without = new Set() }: { limit: number; without?: ReadonlySet<string> },
  ): readonly Titled[] => {
    const wanted = plain(query).trim()
    const words = wanted.split(/\s+/)
    const equal: Titled[] = []
    const starting: Titled[] = []
    const containing: Titled[] = []
    for (const [index, item] of items.entries()) {
      const title = plainTitles[index]!
      if (without.has(item.id)) continue
      if (title === wanted) equal.push(item)
      else if (title.startsWith(wanted)) starting.push(item)
      else if (words.every((word) => title.includes(word))) containing.push(item)
    }
    return [...equal, ...starting, ...containing].slice(0, limit)
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
