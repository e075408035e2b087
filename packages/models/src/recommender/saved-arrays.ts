import type { NamedArrays } from '@hvamp/tensors'

/**
 * The values of a saved array.
 *
 * @param shape what it must be; −1 for a dimension that may be any
 * @throws if it is missing, of another shape, or holds what is not finite
 */
export function savedValues(
  model: string,
  arrays: NamedArrays,
  name: string,
  shape: readonly number[],
): Float32Array {
  const array = arrays[name]
  if (!array) throw new Error(`${model}: '${name}' is missing`)
  const fits =
    array.shape.length === shape.length && shape.every((size, i) => size === -1 || size === array.shape[i])
  if (!fits) {
    const wanted = shape.map((size) => (size === -1 ? 'any' : size))
    throw new Error(`${model}: '${name}' must have the shape [${wanted}], got [${array.shape}]`)
  }
  const values = array.values
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at >= 0) throw new Error(`${model}: '${name}' must be finite, got ${values[at]} at ${at}`)
  return values
}

/**
 * Saved float32 values as integers.
 *
 * @throws if one is not an integer in [0, below)
 */
export function savedIntegers(
  model: string,
  arrays: NamedArrays,
  name: string,
  { length, below }: { length: number; below: number },
): Int32Array {
  const values = savedValues(model, arrays, name, [length])
  const at = values.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < below))
  if (at >= 0)
    throw new Error(`${model}: '${name}' must be integers in [0, ${below}), got ${values[at]} at ${at}`)
  return Int32Array.from(values)
}

/** Lengths of rows, to be saved in place of offsets: float32 is exact up to 2^24 only. */
export function lengthsOf(offsets: Int32Array): Float32Array {
  return Float32Array.from({ length: offsets.length - 1 }, (_, row) => offsets[row + 1]! - offsets[row]!)
}

/**
 * Where rows begin, out of their saved `lengths`.
 *
 * @throws if these do not add up to `total`
 */
export function savedOffsets(
  model: string,
  arrays: NamedArrays,
  { rowCount, total }: { rowCount: number; total: number },
): Int32Array {
  const lengths = savedIntegers(model, arrays, 'lengths', { length: rowCount, below: total + 1 })
  const offsets = new Int32Array(rowCount + 1)
  for (let row = 0; row < rowCount; row++) offsets[row + 1] = offsets[row]! + lengths[row]!
  if (offsets[rowCount] !== total) {
    throw new Error(`${model}: 'lengths' must add up to ${total}, got ${offsets[rowCount]}`)
  }
  return offsets
}
