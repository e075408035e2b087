import type { TableColumn } from '@hvamp/data'
import { isMissingCell } from './missing-cells'

/** The greatest number of items of a group in a list. */
export interface GroupLimit {
  readonly atMost: number
  readonly groups: Int32Array // [items], −1 for an item in none
}

/**
 * Makes what limits how many items of a list have the same value of a column. Of a column of lists each entry is a group, and an item is in
 * several: they are in as few limits as keep an item in one group of each. All limits of a column share their groups.
 *
 * @param rows the row of each item, −1 where it has none
 */
export function groupLimits(rows: Int32Array): (column: TableColumn, atMost: number) => GroupLimit[] {
  const known = new Map<TableColumn, readonly Int32Array[]>()
  return (column, atMost) => {
    const all = known.get(column) ?? allGroups(column, rows)
    known.set(column, all)
    return all.map((groups) => ({ atMost, groups }))
  }
}

function allGroups(column: TableColumn, rows: Int32Array): readonly Int32Array[] {
  return column.type === 'list' ? layersOf(column, rows) : [groupsOf(column, rows)]
}

function groupsOf(column: Exclude<TableColumn, { type: 'list' }>, rows: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return Int32Array.from(rows, (row) => {
    if (row < 0 || isMissingCell(column, row)) return -1
    const value = column.values[row]!
    if (!numbers.has(value)) numbers.set(value, numbers.size)
    return numbers.get(value)!
  })
}

function layersOf(
  { offsets, values, texts }: Extract<TableColumn, { type: 'list' }>,
  rows: Int32Array,
): Int32Array[] {
  const itemsOf: number[][] = texts.map(() => [])
  for (const [item, row] of rows.entries()) {
    if (row < 0) continue
    for (let place = offsets[row]!; place < offsets[row + 1]!; place++) itemsOf[values[place]!]!.push(item)
  }
  const layers: Int32Array[] = []
  for (const [entry, items] of itemsOf.entries()) {
    if (items.length === 0) continue
    let layer = layers.find((groups) => items.every((item) => groups[item] === -1))
    if (!layer) {
      layer = new Int32Array(rows.length).fill(-1)
      layers.push(layer)
    }
    for (const item of items) layer[item] = entry
  }
  return layers
}
