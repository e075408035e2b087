/** Σ a[aAt + i] · b[bAt + i] over `length` elements. Four sums side by side, since one would wait for each addition. */
export function dot(a: Float64Array, aAt: number, b: Float64Array, bAt: number, length: number): number {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  let i = 0
  for (; i + 3 < length; i += 4) {
    first += a[aAt + i]! * b[bAt + i]!
    second += a[aAt + i + 1]! * b[bAt + i + 1]!
    third += a[aAt + i + 2]! * b[bAt + i + 2]!
    fourth += a[aAt + i + 3]! * b[bAt + i + 3]!
  }
  for (; i < length; i++) first += a[aAt + i]! * b[bAt + i]!
  return first + second + (third + fourth)
}
