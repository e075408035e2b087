const words: Readonly<Record<string, string>> = { tab: '\t', space: ' ' }

/** A delimiter as an option takes it: a character, or a word for one that shells make hard to type. */
export function delimiterFrom(text: string): string {
  return words[text] ?? text
}

/** The same delimiter as it is written on a command line. */
export function delimiterWord(delimiter: string): string {
  return Object.keys(words).find((word) => words[word] === delimiter) ?? delimiter
}
