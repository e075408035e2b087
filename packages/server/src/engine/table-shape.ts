import type { ItemTable } from '@hvamp/rules'

/** What of an item table rules rely on, whatever is in its cells. */
export interface TableShape {
  /** What errors call the table. */
  readonly table: string
  readonly rows: number
  /** The types of its columns, by name; `empty` where no cell has a value, `unreadable` where no rule can name them. */
  readonly columns: Readonly<Record<string, string>>
}

export function shapeOf({ name, rowCount, columns, unreadable }: ItemTable): TableShape {
  const typeOf = (column: string): string => {
    const { type, ...found } = columns.get(column)!
    return type === 'text' && 'texts' in found && found.texts.length === 0 ? 'empty' : type
  }
  return {
    table: name,
    rows: rowCount,
    columns: Object.fromEntries([
      ...[...columns.keys()].map((column) => [column, typeOf(column)]),
      ...[...unreadable.keys()].map((column) => [column, 'unreadable']),
    ]),
  }
}

/**
 * Why rules that held of the table before may fail with another, or that may be half a file: it has fewer than half of the rows, lacks a
 * column, or has one of another type; undefined if it fits.
 */
export function misfit(before: TableShape, { table, rows, columns }: TableShape): Error | undefined {
  for (const [column, type] of Object.entries(before.columns)) {
    const now = columns[column]
    if (now === undefined) {
      return new Error(`${table}: must have the column '${column}', as the table before had, got none`)
    }
    if (now !== type && type !== 'empty' && type !== 'unreadable') {
      return new Error(`${table}: column '${column}' must be ${type}, as in the table before, got ${now}`)
    }
  }
  if (2 * rows >= before.rows) return undefined
  return new Error(`${table}: must have at least half of the ${before.rows} rows before, got ${rows}`)
}
