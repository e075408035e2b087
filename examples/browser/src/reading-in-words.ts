import { isUndecided, type Reading, rejects, type UndecidedError, unreadRating } from '@hvamp/data'

/** The name that a column has to have here, by its role. */
const names = { user: 'user_id', item: 'item_id', rating: 'rating' } as const

type Likely = UndecidedError['likely']

/** What a visitor can do about what an option of the reader would settle: this page reads files as they are. */
const advice: Readonly<Record<string, (likely: Likely) => string>> = {
  columns: () => 'write user_id and item_id above the columns of people and of titles, in the first line',
  'columns.user': (likely) => renamed('user', likely),
  'columns.item': (likely) => renamed('item', likely),
  'columns.rating': (likely) => renamed('rating', likely),
  decimal: () => 'write the ratings with a point before decimals and without marks of thousands',
  delimiter: () => 'save the file as CSV, with commas between the columns',
  encoding: () => 'save the file as UTF-8',
  format: () => 'save the file as CSV with a row for each person and title',
  header: () => 'write the names of the columns in the first line, user_id and item_id among them',
  missing: () => 'remove the row, or fill in what it lacks',
  "missing 'keep'": () => 'remove the row, or write the value differently',
  quoting: () => 'save the file as CSV, with double quotes around texts that hold a comma',
  'ratings: false': () => 'remove the column if every row stands for a like',
  skipLines: () => 'remove the lines above the names of the columns',
}

function renamed(role: keyof typeof names, likely: Likely): string {
  const column = likely?.[`columns.${role}`]
  const which = typeof column === 'number' ? `column ${column + 1}` : column && `the column '${column}'`
  return `${which ? `name ${which}` : `name one column alone`} ${names[role]} in the first line`
}

/** An error of a reader in words for visitors, who have no options to choose from. */
export function inVisitorsWords(error: unknown): unknown {
  if (!isUndecided(error)) return error
  const { question, options, likely } = error
  const ways = [...new Set(options.map((option) => advice[option]?.(likely) ?? option))]
  return new Error(`${question}. To read it here, ${ways.join(', or ')}.`, { cause: error })
}

/** @throws if a column that was not read may have ratings, without which every row counts as a like */
export function requireNoUnreadRating(reading: Reading, name: string): void {
  const column = unreadRating(reading)
  if (column === undefined) return
  const which = typeof column === 'number' ? `column ${column + 1}` : `the column '${column}'`
  if (typeof column === 'string' && rejects(column)) {
    throw new Error(
      `${name}: ${which} may say what was not liked. To read it here, remove the rows where it does, and the column.`,
    )
  }
  throw new Error(
    `${name}: ${which} may have ratings. To read it here, name it rating in the first line, or remove it if every row stands for a like.`,
  )
}
