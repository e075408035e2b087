import type { TableColumn } from '@hvamp/data'
import { type ItemTable, isMissingCell } from '@hvamp/rules'

/** What of an item table rules rely on, whatever is in its cells. */
export interface TableShape {
  /** What errors call the table. */
  readonly table: string
  readonly rows: number
  /** Its columns, by name. */
  readonly columns: Readonly<Record<string, ColumnShape>>
}

interface ColumnShape {
  /** Of its cells; `empty` where none has a value, `unreadable` where no rule can name the column. */
  readonly type: TableColumn['type'] | 'empty' | 'unreadable'
  /** Whether fewer than half of the cells have a value, as the price of a sale. */
  readonly isSparse: boolean
}

export function shapeOf({ name, rowCount, columns, unreadable }: ItemTable): TableShape {
  const unread = { type: 'unreadable', isSparse: false } as const
  return {
    table: name,
    rows: rowCount,
    columns: Object.fromEntries([
      ...[...columns].map(([column, cells]) => [column, columnShape(cells, rowCount)]),
      ...[...unreadable.keys()].map((column) => [column, unread]),
    ]),
  }
}

function columnShape(column: TableColumn, rows: number): ColumnShape {
  let filled = 0
  for (let row = 0; row < rows; row++) if (!isMissingCell(column, row)) filled++
  const isEmpty = column.type === 'text' && filled === 0
  return { type: isEmpty ? 'empty' : column.type, isSparse: 2 * filled < rows }
}

/**
 * Why rules that held of the table before may fail with another, or that may be half a file: it has fewer than half of the rows, lacks a
 * column, or has one of another type; undefined if it fits. A column that had few values may have none: a sale is over.
 */
export function misfit(before: TableShape, { table, rows, columns }: TableShape): Error | undefined {
  for (const [column, { type, isSparse }] of Object.entries(before.columns)) {
    const now = columns[column]?.type
    if (now === undefined) {
      return new Error(`${table}: must have the column '${column}', as the table before had, got none`)
    }
    const isFree = type === 'empty' || type === 'unreadable' || (isSparse && now === 'empty')
    if (now !== type && !isFree) {
      return new Error(`${table}: column '${column}' must be ${type}, as in the table before, got ${now}`)
    }
  }
  if (2 * rows >= before.rows) return undefined
  return new Error(`${table}: must have at least half of the ${before.rows} rows before, got ${rows}`)
}
