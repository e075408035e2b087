/** Alternatives of a regular expression that are the words, longer ones first. */
export const oneOf = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length).join('|')
