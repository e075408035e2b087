// Control characters (C0, DEL, C1), separators of lines, and marks that turn the direction of writing.
const steering = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** A text, such as an id or a path, in which nothing steers a terminal: control characters are written as \x1b. */
export function printable(text: string): string {
  return text.replace(steering, escaped)
}

/** The same of a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(steering, (character) => (character === '\n' ? character : escaped(character)))
}

/** JSON of the same value in which nothing steers a terminal. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    steering,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code}`
}
