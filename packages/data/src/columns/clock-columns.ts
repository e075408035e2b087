import { isClock } from '../values/clocks'

/** Numbers of the columns that have clocks alone, such as the `Order Time` beside an `Order Date`: without a day they are no times. */
export function clockColumns(rows: readonly (readonly string[])[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '')
    return cells.length > 0 && cells.every(isClock)
  })
}
