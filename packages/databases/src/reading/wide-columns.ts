import { isBigint } from '../drivers/is-bigint'
import type { QueryRows, Row } from './query-rows'

/** Finds columns of integers that need more than 64 bits with a sign, such as those of type `bigint unsigned` may. */
export function wideColumns({ typeOf }: Pick<QueryRows, 'typeOf'>) {
  const wide = new Set<number>()
  return {
    /** Looks at rows with the cells of these columns. */
    note(rows: readonly Row[], columns: readonly number[]): void {
      for (const [place, column] of columns.entries()) {
        if (wide.has(column) || typeOf(column) !== 'integer') continue
        if (rows.some((row) => isWide(row[place]))) wide.add(column)
      }
    },
    /** What a column holds: text where that is integers for which databases have no common type. */
    typeOf: (column: number) => (wide.has(column) ? 'text' : typeOf(column)),
  }
}

const isWide = (cell: unknown) =>
  (typeof cell === 'bigint' || typeof cell === 'string') && !isBigint(String(cell))
