const WITH_APOSTROPHES = /^\s*[+-]?[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]\d+)?\s*$/

/** Cells that are to be numbers, without the apostrophes between thousands that Switzerland writes: 1249.00 for `1'249.00`. */
export function withoutApostrophes(cells: readonly unknown[]): readonly unknown[] {
  return cells.map((cell) =>
    typeof cell === 'string' && WITH_APOSTROPHES.test(cell) ? cell.replaceAll(/['’]/g, '') : cell,
  )
}
