import { numberIn } from '../values/numbers-in-text'
import { EARLIEST } from './headerless-table'

/** A first line 0,1,2 and so on, as pandas writes it above a frame without names of columns. */
export interface HeaderOfNumbers {
  /** Columns before the first of them: that of the index, whose name is empty, or none. */
  readonly before: 0 | 1
  /** Whether it is surely no row. */
  readonly isSure: boolean
}

/**
 * Whether the first line counts its columns from 0, all or all but the first, which has no name then.
 *
 * It is surely a header where it has no name for the index, or no number like those below it: times, decimals with `.0`, texts.
 */
export function headerOfNumbers([first, ...rest]: readonly (readonly string[])[]):
  | HeaderOfNumbers
  | undefined {
  const before = first![0] === '' ? 1 : 0
  const numbers = first!.slice(before)
  if (numbers.length < 2 || !numbers.every((cell, column) => cell === String(column))) return undefined
  const isOther = (column: number) => areOther(rest.map((row) => row[column] ?? ''))
  return { before, isSure: before === 1 || first!.some((_, column) => isOther(column)) }
}

/** Whether a name is that of a column in such a header. */
export const isColumnNumber = (name: string) => /^\d+$/.test(name)

/** Whether the cells of a column are no small integers. */
function areOther(cells: readonly string[]): boolean {
  if (cells.length === 0) return false
  const areDecimals = cells.every((cell) => /^-?\d+[.,]\d+$/.test(cell))
  if (areDecimals) return cells.some((cell) => /[.,]0+$/.test(cell))
  return cells.every((cell) => cell !== '' && !(Math.abs(numberIn(cell)) < EARLIEST))
}
