import { didYouMean } from '@hvamp/random'
import { type ItemTable, textsOf, type UnmetValue } from '@hvamp/rules'
import { listWith } from './lists-in-columns'

/** Texts of a column that are looked through for a near one: of titles there are more, and nobody writes one into a rule. */
const mostCompared = 10_000

/**
 * In words, with the list of the column that it is in, or else with the text that is nearest: category is never 'shooes' (Did you mean
 * shoes?).
 */
export function unmetInWords({ column, value }: UnmetValue, table: ItemTable): string {
  const cells = table.columns.get(column)
  if (cells?.type === 'date') {
    const hint = cells.values.some(hasClock) ? ofDay(column, value) : ''
    return `${column} is '${value}' for no item of the model in ${table.name}${hint}`
  }
  if (textsOf(table, column)?.includes(value))
    return `${column} is '${value}' in ${table.name} only for items that the model does not know`
  const found = listWith(table, column, value)
  if (found)
    return `${column} is never '${value}' alone in ${table.name}, but in lists such as '${found.list}': choose with ${found.option}, and has in place of =`
  const texts = textsOf(table, column) ?? []
  const spaced = texts.find((text) => withPlainSpaces(text) === withPlainSpaces(value))
  if (spaced !== undefined)
    return `${column} is never '${value}' in ${table.name}, but has the same with another kind of space, which looks alike, such as a no-break space: copy it from the table`
  const near = texts.length > mostCompared ? '' : didYouMean(value, texts)
  return `${column} is never '${value}' in ${table.name}${near}`
}

const DAY = 86_400 // seconds
const hasClock = (seconds: number) => Math.abs(seconds % DAY) > 0 // NaN, of what is missing, has none

/** How a condition finds the times of a day, where a date has none. */
function ofDay(column: string, value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return ''
  const next = new Date(Date.parse(value) + 1000 * DAY).toISOString().slice(0, 10)
  const name = /^\w+$/.test(column) ? column : `"${column}"`
  return `: a day alone is its midnight, and all of it is '${name} >= ${value} and ${name} < ${next}'`
}

const withPlainSpaces = (text: string) => text.replace(/\s/g, ' ')
