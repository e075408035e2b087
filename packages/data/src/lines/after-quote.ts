/** What is expected where text stands between a closing quote and the next delimiter. */
export const AFTER_QUOTE = 'a delimiter or a line end after a closing quote'

/** What stands there, with a way to mend a line whose quotes are written with a backslash. */
export function textAfterQuote(line: string): string {
  return line.includes('\\"')
    ? `a quote behind a backslash, as MySQL and Spark write it (double it, as sed 's/\\\\"/""/g' does), or other text`
    : 'other text'
}
