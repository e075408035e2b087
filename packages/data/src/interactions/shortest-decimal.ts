/**
 * The number with the fewest decimal digits that rounds to this 32-bit value: 4.1 for the 4.099999904632568 that a
 * `Float32Array` makes of it.
 *
 * @param value of an element of a `Float32Array`, such as `interactions.values`
 * @example shortestDecimal(Float32Array.of(4.1)[0]) // 4.1
 */
export function shortestDecimal(value: number): number {
  if (Number.isInteger(2 * value)) return value
  for (let digits = 1; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return rounded
  }
  return value
}
