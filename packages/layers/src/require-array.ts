/**
 * Checks that an array is of the type whose bytes kernels read: of a list, such as one out of JSON, they would read others.
 *
 * @param what begins the error: where the array was given, and its name
 * @throws if it is of another type
 * @example requireArray('sparseLinear: columns', columns, Int32Array)
 */
export function requireArray(
  what: string,
  array: unknown,
  type: Int32ArrayConstructor | Float32ArrayConstructor,
): void {
  if (array instanceof type) return
  throw new Error(`${what} must be of the type ${type.name}, got ${kindOf(array)}`)
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return ArrayBuffer.isView(value) ? `one of ${value.constructor.name}` : String(value)
}
