/** How databases and data frames write a value that is missing. */
const WORDS: ReadonlySet<string> = new Set([
  ...['\\N', 'NULL', 'Null', 'null', 'NaN', 'nan', '<NA>', '#N/A', 'None', 'nil', 'undefined'],
])

/** What to do with a row that lacks an id, a rating or a time that is read: an error, no row, or an id of that text. */
export type MissingChoice = 'refuse' | 'skip' | 'keep'

/** Texts that are no ids. An empty one never is. */
export function missingIds(choice: MissingChoice): ReadonlySet<string> {
  return choice === 'keep' ? new Set() : WORDS
}

/** Whether a text stands for a missing value. */
export function isMissing(text: string): boolean {
  return text === '' || WORDS.has(text)
}
