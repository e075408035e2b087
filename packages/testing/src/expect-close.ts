export interface Tolerance {
  readonly rtol?: number | undefined
  readonly atol?: number | undefined
  /** Said first in the error. */
  readonly name?: string | undefined
}

/**
 * Every |actual − expected| ≤ atol + rtol · |expected|; NaN never passes, an infinity only where it is expected.
 *
 * @throws if lengths differ, or with the worst element and how many are off
 * @example expectClose(await z.data(), [1, 2], { rtol: 1e-4, atol: 1e-5 })
 */
export function expectClose(
  actual: ArrayLike<number> | number,
  expected: ArrayLike<number> | number,
  { rtol = 1e-5, atol = 1e-6, name = 'expectClose' }: Tolerance = {},
): void {
  const got = typeof actual === 'number' ? [actual] : actual
  const wanted = typeof expected === 'number' ? [expected] : expected
  if (got.length !== wanted.length) {
    throw new Error(`${name}: ${wanted.length} values are expected, got ${got.length}`)
  }
  let off = 0
  let worst = 0
  let worstExcess = Number.NEGATIVE_INFINITY
  for (let i = 0; i < wanted.length; i++) {
    const [a, e] = [got[i]!, wanted[i]!]
    const allowed = atol + rtol * Math.abs(e)
    if (a === e || (Number.isFinite(e) && Math.abs(a - e) <= allowed)) continue
    off++
    const excess = Math.abs(a - e) / allowed
    const rank = Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess
    if (rank > worstExcess) {
      worst = i
      worstExcess = rank
    }
  }
  if (off > 0) {
    throw new Error(
      `${name}: ${off} of ${wanted.length} values are off, worst at ${worst}: ${wanted[worst]} is expected, got ${got[worst]} (rtol ${rtol}, atol ${atol})`,
    )
  }
}
