/** Every row like its neighbours; the upper triangle is not to be read. */
export function matrixOf(size: number): Float64Array {
  return Float64Array.from({ length: size ** 2 }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size]
    if (column > row) return Number.NaN
    return (row === column ? 2 : 0) + 1 / (1 + row - column)
  })
}

/** How far the product of some rows of a matrix, of which only the lower triangle counts, with some columns of its inverse is from the identity. */
export function distanceFromIdentity(
  matrix: Float64Array,
  inverse: Float64Array,
  size: number,
  lines: readonly number[] = Array.from({ length: size }, (_, line) => line),
): number {
  const at = (row: number, column: number) => matrix[Math.max(row, column) * size + Math.min(row, column)]!
  let worst = 0
  for (const row of lines) {
    for (const column of lines) {
      let sum = 0
      for (let k = 0; k < size; k++) sum += at(row, k) * inverse[k * size + column]!
      worst = Math.max(worst, Math.abs(sum - (row === column ? 1 : 0)) || Number(Number.isNaN(sum)))
    }
  }
  return worst
}
