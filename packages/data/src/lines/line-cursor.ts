/** Where in a file a parser is: its parts count the lines together. */
export interface LineCursor {
  /** Name of the file, for errors. */
  readonly name: string
  /** Number of the last line read, from 1. */
  line: number
}

/** `ratings.csv:7`. */
export function placeOf({ name, line }: LineCursor): string {
  return `${name}:${line}`
}
