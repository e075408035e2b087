import type { TableColumn } from '@hvamp/data'
import { isMissingCell } from './missing-cells'

const SHARE = 0.9 // of names that lead to a row
/** A parent without a number of its own, as WooCommerce names it: by the id of its row. */
const BY_ID = /^id:\s*(\d+)$/i

/** A table whose rows may name others. */
export interface NamingTable {
  /** All but that of the ids. */
  readonly columns: ReadonlyMap<string, TableColumn>
  /** The ids of the items of the rows, undefined where a row is of none. */
  readonly ids: readonly (string | undefined)[]
}

/**
 * Finds the rows that a column names: the parent of each row, its own number where it has none. A column of parents has their ids, or what
 * another column has of each row once; some rows have none, several have the same, and no parent has one.
 *
 * @returns undefined if the column is none
 * @example parentRows(products)(products.columns.get('Parent')!)
 */
export function parentRows(table: NamingTable): (column: TableColumn) => Int32Array | undefined {
  const { columns, ids } = table
  const idColumn = [...columns].find(([name]) => name.toLowerCase() === 'id')?.[1]
  let keys: readonly TableColumn[] | undefined
  let byId: ReadonlyMap<string, number> | undefined

  /** The numbers of rows among which a name is. */
  function keyWith(name: string): readonly (string | undefined)[] | undefined {
    if (ids.includes(name)) return ids
    keys ??= [...columns.values()].filter(tellsApart)
    const key = keys.find((column) => hasCell(column, name))
    return key && cellsOf(key)
  }

  function rowOfId(id: string): number | undefined {
    byId ??= rowsOf(idColumn ? cellsOf(idColumn) : ids)
    return byId.get(id)
  }

  return (column) => {
    if (!mayName(column, ids.length)) return undefined
    const first = firstName(column)
    const key = first === undefined ? [] : keyWith(first)
    if (!key) return undefined
    const names = cellsOf(column)
    const rows = rowsOf(key)
    const parents = Int32Array.from(names, (name, row) => {
      if (name === undefined) return row
      const [, id] = BY_ID.exec(name) ?? []
      return rows.get(name) ?? (id === undefined ? undefined : rowOfId(id)) ?? row
    })
    return areParents(parents, names) ? parents : undefined
  }
}

/** Whether some rows have a value, several the same, and some none. */
function mayName(column: TableColumn, rowCount: number): boolean {
  const { present, different } = countsOf(column)
  return present < rowCount && different < present
}

/** Whether no two rows have the same value, as of numbers of articles. */
function tellsApart(column: TableColumn): boolean {
  const { present, different } = countsOf(column)
  return present > 0 && different === present
}

/** How many rows have a text or a number, and how many different ones there are. */
function countsOf(column: TableColumn): { readonly present: number; readonly different: number } {
  if (column.type !== 'text' && column.type !== 'number') return { present: 0, different: 0 }
  const cells = column.values.filter((_, row) => !isMissingCell(column, row))
  return { present: cells.length, different: new Set(cells).size }
}

/** Whether nearly all names lead to a row, which names none itself. */
function areParents(parents: Int32Array, names: readonly (string | undefined)[]): boolean {
  const children = [...parents.keys()].filter((row) => parents[row] !== row)
  const named = names.filter((name) => name !== undefined).length
  return children.length >= SHARE * named && children.every((row) => names[parents[row]!] === undefined)
}

/** A name in a column of texts or numbers that is no id of a row; undefined where all are. */
function firstName(column: TableColumn): string | undefined {
  if (column.type === 'text') return column.texts.find((text) => !BY_ID.test(text))
  return column.type === 'number' ? String(column.values.find((value) => !Number.isNaN(value))) : undefined
}

function hasCell(column: TableColumn, name: string): boolean {
  if (column.type === 'text') return column.texts.includes(name)
  return column.type === 'number' && column.values.indexOf(Number(name)) >= 0 // NaN, which is no number, is found nowhere
}

/** The cells of texts or numbers as texts; undefined where there is none. */
function cellsOf(column: TableColumn): readonly (string | undefined)[] {
  if (column.type !== 'text' && column.type !== 'number') return []
  return Array.from(column.values, (value, row) => {
    if (isMissingCell(column, row)) return undefined
    return column.type === 'text' ? column.texts[value]! : String(value)
  })
}

function rowsOf(cells: readonly (string | undefined)[]): Map<string, number> {
  const rows = new Map<string, number>()
  for (const [row, cell] of cells.entries()) if (cell !== undefined) rows.set(cell, row)
  return rows
}
