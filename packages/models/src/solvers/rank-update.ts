/** Rows that stand together in a panel: four by four sums fit the registers of a processor. */
const group = 4
/** Groups of columns that are gone through while they are in the nearest cache. */
const columnGroups = 32

/**
 * A matrix [rows, depth] for `symmetricRankUpdate`: groups of four rows, in each the columns one after another.
 *
 * Row r has column c at `((r >> 2) * depth + c) * 4 + (r & 3)`; what stands in rows that fill the last group up does not matter.
 */
export function panel(rows: number, depth: number): Float64Array {
  return new Float64Array(Math.ceil(rows / group) * group * depth)
}

/**
 * a ← a + scale · P Pᵀ in the lower triangle; elements above the diagonal, within three columns of it, are spoilt.
 *
 * @param a [size, size] row by row
 * @param p a `panel` of [size, depth]
 */
export function symmetricRankUpdate(
  a: Float64Array,
  size: number,
  p: Float64Array,
  depth: number,
  scale: number,
): void {
  const groups = Math.ceil(size / group)
  const sums = new Float64Array(group * group)
  for (let left = 0; left < groups; left += columnGroups) {
    for (let i = left; i < groups; i++) {
      const rows = Math.min(group, size - i * group)
      for (let j = left; j <= i && j < left + columnGroups; j++) {
        multiplyGroups(p, i * group * depth, j * group * depth, group * depth, sums)
        const columns = Math.min(group, size - j * group)
        for (let row = 0; row < rows; row++) {
          const at = (i * group + row) * size + j * group
          for (let column = 0; column < columns; column++)
            a[at + column]! += scale * sums[row * group + column]!
        }
      }
    }
  }
}

/** The 4 × 4 products of the rows of two groups. */
function multiplyGroups(
  p: Float64Array,
  left: number,
  right: number,
  length: number,
  sums: Float64Array,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0
  for (let i = 0; i < length; i += group) {
    const a0 = p[left + i]!
    const a1 = p[left + i + 1]!
    const a2 = p[left + i + 2]!
    const a3 = p[left + i + 3]!
    const b0 = p[right + i]!
    const b1 = p[right + i + 1]!
    const b2 = p[right + i + 2]!
    const b3 = p[right + i + 3]!
    s00 += a0 * b0
    s01 += a0 * b1
    s02 += a0 * b2
    s03 += a0 * b3
    s10 += a1 * b0
    s11 += a1 * b1
    s12 += a1 * b2
    s13 += a1 * b3
    s20 += a2 * b0
    s21 += a2 * b1
    s22 += a2 * b2
    s23 += a2 * b3
    s30 += a3 * b0
    s31 += a3 * b1
    s32 += a3 * b2
    s33 += a3 * b3
  }
  sums[0] = s00
  sums[1] = s01
  sums[2] = s02
  sums[3] = s03
  sums[4] = s10
  sums[5] = s11
  sums[6] = s12
  sums[7] = s13
  sums[8] = s20
  sums[9] = s21
  sums[10] = s22
  sums[11] = s23
  sums[12] = s30
  sums[13] = s31
  sums[14] = s32
  sums[15] = s33
}
