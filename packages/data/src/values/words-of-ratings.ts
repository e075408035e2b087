/** Words in names of columns that say when, where or by whom that was, and not what. */
const besides = new Set([
  ...['id', 'ids', 'uuid', 'date', 'datum', 'time', 'timestamp', 'ts', 'at', 'on', 'by', 'url', 'uri'],
  ...['text', 'comment', 'type', 'source'],
])

/** Whether the words of a column's name say that it has no opinion about an item: `liked_at`, `rating_date`. */
export function saysNoOpinion(words: readonly string[]): boolean {
  return words.some((word) => besides.has(word))
}

/** The words of a name in lower case: `YourRating`, `your_rating` and `Your Rating(1-5)` have the word `rating`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
}

/** The words of a name's last key, none of them empty: `review` and `type` of `data.review_type_1`. */
export function wordsOfKey(name: string): string[] {
  return wordsOf(lastKey(name)).filter((word) => word !== '')
}

/** The last of the keys that a name of nested fields has: `rating` of `review.rating`. */
export function lastKey(name: string): string {
  return keysOf(name).at(-1)!
}

/** The keys of a path, as `order` and `state` of `order.state`; a name without points is one. */
export function keysOf(name: string): readonly string[] {
  return name.split(/\.(?=[\p{L}_$])/u)
}
