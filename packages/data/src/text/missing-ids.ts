/** How databases, data frames and spreadsheets write a value that is missing. */
const WORDS: ReadonlySet<string> = new Set([
  ...['\\N', 'NULL', 'Null', 'null', '<NULL>', '<null>', '[NULL]', '(null)', 'nil', '<nil>', 'undefined'],
  ...['NaN', 'nan', 'NAN', 'NaT', '<NA>', 'NA', 'N/A', 'n/a', '#NA', 'None', 'NONE'],
])
const DASHES = /^:?-+:?$/ // for nothing, and below the header of a printed table
const SPREADSHEET_ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|#+)$/
const ROUNDED = /^\d[.,]\d+E\+\d+$/ // a long number as spreadsheets show it: its last digits are lost
const SPACED_LIST = /^\[\s*\d+(?:\s+\d+)+\s*\]$/ // as NumPy prints an array
const BRACKETS = ['[]', '{}'] as const

/** What to do with a row that lacks an id, a rating or a time that is read: an error, no row, or an id of that text. */
export type MissingChoice = 'refuse' | 'skip' | 'keep'

/** Whether a text is no id. An empty one never is. */
export type RefusedIds = (text: string) => boolean

/** The texts that are no ids: missing values, rounded numbers, lists of ids, text with zero bytes. None where they are kept. */
export function refusedIds(choice: MissingChoice): RefusedIds {
  return choice === 'keep' ? () => false : (text) => isMissing(text) || isList(text) || text.includes('\0')
}

/** Whether a text stands for a missing value, or for one that a spreadsheet has lost. */
export function isMissing(text: string): boolean {
  return (
    text === '' || WORDS.has(text) || DASHES.test(text) || SPREADSHEET_ERROR.test(text) || isRounded(text)
  )
}

/** Whether a text is a number without its last digits, such as 4.00639E+12. */
export function isRounded(text: string): boolean {
  return ROUNDED.test(text)
}

/** Whether a text is several ids: [1, 2], ['a', 'b'], [1 2], {1,2}. */
export function isList(text: string): boolean {
  const isBracketed = BRACKETS.some(([open, close]) => text.startsWith(open!) && text.endsWith(close!))
  return isBracketed && (text.includes(',') || SPACED_LIST.test(text))
}
