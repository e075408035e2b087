/**
 * `(Did you mean …?)` with the word that a mistyped one is nearest to, in quotes where it has marks of its own, to end an error with; '' where none is near.
 *
 * @example didYouMean('brnd', ['brand', 'price']) // ' (Did you mean brand?)'
 */
export function didYouMean(mistyped: string, words: Iterable<string>): string {
  const nearest = nearestWord(mistyped, words)
  if (nearest === undefined) return ''
  return ` (Did you mean ${/[?,()]/.test(nearest) ? `'${nearest}'` : nearest}?)`
}

/**
 * The word that a mistyped one is nearest to, whatever the capitals, in at most 40 % of its letters; undefined where none is near.
 *
 * @example nearestWord('brnd', ['brand', 'price']) // 'brand'
 */
export function nearestWord(mistyped: string, words: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(mistyped.length * 0.4)) // letters that differ
  let nearest: { word: string; distance: number } | undefined
  for (const word of words) {
    const distance = editsBetween(mistyped.toLowerCase(), word.toLowerCase())
    if (distance <= most && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { word, distance }
  }
  return nearest?.word
}

/** Levenshtein's distance with swaps of neighbours: letters put in, left out, changed or swapped. */
function editsBetween(from: string, to: string): number {
  const rows = Array.from({ length: from.length + 1 }, (_, i) => [i])
  for (let j = 1; j <= to.length; j++) rows[0]![j] = j
  for (let i = 1; i <= from.length; i++) {
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1]
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (isSame ? 0 : 1),
        ...(isSwap ? [rows[i - 2]![j - 2]! + 1] : []),
      )
    }
  }
  return rows[from.length]![to.length]!
}
