import type { Condition, ItemTable } from '@hvamp/rules'
import { didYouMean } from '../process/did-you-mean'

/** Texts of a column that are looked through for a near one: of titles there are more, and nobody writes one into a rule. */
const mostCompared = 10_000

/** A text that a condition compares a column with, and that no row of the table has. */
export interface UnmetValue {
  readonly column: string
  readonly value: string
}

/** The texts of a condition that no row of a table has in their columns, which it must know. */
export function unmetValues(condition: Condition, table: ItemTable): UnmetValue[] {
  if ('and' in condition) return condition.and.flatMap((part) => unmetValues(part, table))
  if ('or' in condition) return condition.or.flatMap((part) => unmetValues(part, table))
  if ('not' in condition) return unmetValues(condition.not, table)
  if ('missing' in condition) return []
  const { column } = condition
  const compared =
    'equals' in condition
      ? [condition.equals]
      : 'in' in condition
        ? condition.in
        : 'has' in condition
          ? [condition.has]
          : []
  const texts = textsOf(table, column)
  return compared.flatMap((value) =>
    typeof value === 'string' && texts && !texts.includes(value) ? [{ column, value }] : [],
  )
}

/** In words, with the text of the column that is nearest: category is never 'shooes' (Did you mean shoes?). */
export function unmetInWords({ column, value }: UnmetValue, table: ItemTable): string {
  const texts = textsOf(table, column) ?? []
  const near = texts.length > mostCompared ? '' : didYouMean(value, texts)
  return `${column} is never '${value}' in ${table.name}${near}`
}

/** The different texts of a column; undefined of one that has none. */
function textsOf(table: ItemTable, name: string): readonly string[] | undefined {
  const column = table.columns.get(name)
  return column && (column.type === 'text' || column.type === 'list') ? column.texts : undefined
}
