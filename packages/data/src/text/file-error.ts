/** Says where in which file, the rule, the value: `ratings.csv:7: expected 4 fields, got 3`. */
export function fileError(where: string, expected: string, got: string, cause?: unknown): Error {
  return new Error(`${where}: expected ${expected}, got ${got}`, cause === undefined ? undefined : { cause })
}

/** A piece of a file as an error shows it: quoted, and cut where it is long. */
export function quoted(text: string): string {
  return text === '' ? 'nothing' : `'${text.length > 60 ? `${text.slice(0, 60)}…` : text}'`
}
