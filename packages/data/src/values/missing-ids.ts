import { isTotal } from './totals'

/** How databases, data frames and spreadsheets write a value that is missing. */
const WORDS: ReadonlySet<string> = new Set([
  ...['\\N', '\\\\N', 'nil', '<nil>', 'undefined'],
  ...['[object Object]'], // as JavaScript prints an object where an id was meant
  ...['?', '??', '(none)', '(blank)', '(leer)', '(not set)', '<none>', '[none]'], // of reports and pivot tables
  ...['NaN', 'nan', 'NAN', 'NaT', '<NA>', 'NA', 'N/A', 'n/a', '#NA', 'None', 'NONE', 'none', '.'],
])
const NULL = /^(?:null|'null'|<null>|\[null\]|\(null\)|\{null\})$/i
const DASHES = /^:?-+:?$/ // for nothing, and below the header of a printed table
/** In any language: #REF!, #WERT!, #¿NOMBRE?; #N/A is written in many ways. */
const SPREADSHEET_ERROR = /^#([¡¿]?[\p{Lu}\d/]+[!?]|N\/?[ABDV]|NV|N\.[AVD]\.|#+)$/u
const ROUNDED = /^\d+(?:[.,]\d+)?[eE]\+\d+$/ // a long number as spreadsheets and R show it: its last digits may be lost
const EXACT = /^\d\.\d{16,}[eE]\+\d\d$/ // with all digits that a number can have
const FORMULA = /^(?:="[^"]*"|'\d+)$/ // a text that a spreadsheet is made to take for one
const SPACED_LIST = /^\[\s*\d+(?:\s+\d+)+\s*\]$/ // as NumPy prints an array
/** No spaces, so nothing trims them: marks of direction, hyphens that are not shown, the Ctrl-Z that ends a file of DOS. Joiners may end a word. */
const UNSEEN = String.raw`[\p{Bidi_Control}\u00ad\u180e\u200b\u2060-\u2064\ufeff\x1a]`
const INVISIBLE = new RegExp(`^${UNSEEN}|${UNSEEN}$`, 'u')
const LOST = /\ufffd/ // which stands for any character that a conversion could not write
const HALF = /\p{Cs}/u // of a pair, which UTF-8 has no bytes for
const BRACKETS = ['[]', '{}'] as const

/**
 * What to do with a row that lacks an id, a rating or a time that is read: an error, no row, or an id of that text; `keep-ids` takes
 * texts for ids where ids stand, and reads no row without a rating, a time or any text for an id.
 */
export const MISSING_CHOICES = ['refuse', 'skip', 'keep', 'keep-ids'] as const
export type MissingChoice = (typeof MISSING_CHOICES)[number]

/** What an error names where keeping texts as ids settles it. */
export const KEEP = "missing 'keep'"

/** The same where other rows lack a value. */
export const KEEP_IDS = "missing 'keep-ids'"

/** Whether any text is an id. */
export const keepsIds = (choice: MissingChoice | undefined) => choice === 'keep' || choice === 'keep-ids'

/** Whether rows that lack a value are left out. */
export const skipsRows = (choice: MissingChoice | undefined) => choice === 'skip' || choice === 'keep-ids'

/** Whether a text is no id. An empty one never is. */
export type RefusedIds = (text: string) => boolean

/** The texts that are no ids: missing values, altered ids, lists of ids, labels of totals. Where ids are kept only those that no file can hold. */
export function refusedIds(choice: MissingChoice): RefusedIds {
  return keepsIds(choice)
    ? (text) => unwritable(text) !== undefined
    : (text) => isMissing(text) || alteration(text) !== undefined || isList(text) || isTotal(text)
}

/** Whether a text stands for a missing value, or for one that a spreadsheet has lost. */
export function isMissing(text: string): boolean {
  return (
    text === '' || WORDS.has(text) || NULL.test(text) || DASHES.test(text) || SPREADSHEET_ERROR.test(text)
  )
}

/** What `alteration` says of 4.000000000000000000e+01, which is a number in full, and so may be kept as an id. */
export const EXACT_NUMBER =
  "a number as NumPy's savetxt writes it: write it with fmt='%d', or keep it as it is"

/** What `alteration` says of 4.00639E+12. */
export const ROUNDED_NUMBER = 'a number as a spreadsheet or R rounds it: export the column as text'

/** What `alteration` says of M\ufffdller, which may be Müller and Möller, or so called. */
export const LOST_CHARACTER = 'an id with a lost character (U+FFFD): export it in UTF-8, or keep it as it is'

/** What `alteration` says of u1\u200f, as programs that write from right to left may call all users. */
export const INVISIBLE_CHARACTER = 'an id with an invisible character at its end: export it without'

/** What a program has made of an id, and what to do: 4.00639E+12, 1e+05, ="00010", '0010, M\ufffdller, half an emoji. Undefined for one that is as it was. */
export function alteration(id: string): string | undefined {
  if (EXACT.test(id)) return EXACT_NUMBER
  if (ROUNDED.test(id)) return ROUNDED_NUMBER
  if (LOST.test(id)) return LOST_CHARACTER
  if (FORMULA.test(id)) return 'a text as a formula of a spreadsheet: export it without the signs around it'
  if (INVISIBLE.test(id)) return INVISIBLE_CHARACTER
  return unwritable(id)
}

/** Why an id cannot be written to a file and read back, whatever is kept. */
function unwritable(id: string): string | undefined {
  if (id.includes('\0')) return 'an id with a zero byte: export it without'
  if (HALF.test(id)) return 'an id that was cut within a character: export it whole'
  return undefined
}

/** Whether a text is several ids: [1, 2], ['a', 'b'], [1 2], {1,2}. */
export function isList(text: string): boolean {
  const isBracketed = BRACKETS.some(([open, close]) => text.startsWith(open!) && text.endsWith(close!))
  return isBracketed && (text.includes(',') || SPACED_LIST.test(text))
}
