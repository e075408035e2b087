const OF_MARKS = /^(?:\s|"")*([,;|])(?:\s|""|\1)*$/

/** Whether a line of a table whose delimiter is not known yet has delimiters alone, as Excel writes rows that once had values. */
export function isEmptyRow(line: string): boolean {
  return OF_MARKS.test(line)
}

/** Whether a line has delimiters alone. */
export function isOfDelimiters(line: string, delimiter: string): boolean {
  return line.split(delimiter).every((field) => field.trim() === '')
}
