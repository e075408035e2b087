import { didYouMean } from '@hvamp/random'
import { type ItemTable, textsOf, type UnmetValue } from '@hvamp/rules'

/** Texts of a column that are looked through for a near one: of titles there are more, and nobody writes one into a rule. */
const mostCompared = 10_000

/** In words, with the text of the column that is nearest: category is never 'shooes' (Did you mean shoes?). */
export function unmetInWords({ column, value }: UnmetValue, table: ItemTable): string {
  const texts = textsOf(table, column) ?? []
  const near = texts.length > mostCompared ? '' : didYouMean(value, texts)
  return `${column} is never '${value}' in ${table.name}${near}`
}
