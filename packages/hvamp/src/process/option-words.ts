/** What libraries say by the names of their functions, and how it is said of options. */
const words: readonly (readonly [pattern: RegExp, inOptions: string])[] = [
  [/^(?:read[A-Z]\w+): (decimal|delimiter|encoding|format|missing|quoting) must/, '--$1: must'],
  [/^similarItems: items must/, '--items: must'],
  [/^(?:itemVectors|itemSimilarities|popularItems|recommend): (?=the model|what is)/, ''],
  [/ fitted with times, got none$/, ' trained with times, got none: hvamp train --half-life'],
]

/** The message of a library's error, with the options of the command line in place of its functions. */
export function inOptions(message: string): string {
  return words.reduce((text, [pattern, said]) => text.replace(pattern, said), message)
}
