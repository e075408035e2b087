import { isClock } from '../values/clocks'

/** Numbers of the columns that have clocks alone, such as the `Order Time` beside an `Order Date`: without a day they are no times. */
export function clockColumns(rows: readonly (readonly string[])[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '')
    return cells.length > 0 && cells.every(isClock)
  })
}

const INSTANT = /:|^\d{9,}/ // a clock, or more digits than 20240105 has

/** The only column of clocks beside a column of times that has days alone; undefined without one. */
export function clockBeside(
  rows: readonly (readonly string[])[],
  width: number,
  time: number,
): number | undefined {
  if (rows.some((row) => INSTANT.test(row[time] ?? ''))) return undefined
  const [clock, ...others] = clockColumns(rows, width)
  return others.length > 0 ? undefined : clock
}
