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
