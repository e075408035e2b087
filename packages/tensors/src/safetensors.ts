import { requireKnown } from '@hvamp/random'
import {
  decodeSafetensorsHeader,
  encodeSafetensorsHeader,
  safetensorsHeaderLength,
} from './safetensors-header'
import type { NamedArrays } from './weights'

/**
 * Arrays as the bytes of a safetensors file: float32, little-endian, readable by any software that knows the format.
 *
 * @throws if an array is no Float32Array or has not as many values as its shape says, or a name the format keeps for itself
 * @example await writeFile('weights.safetensors', encodeSafetensors(await readWeights(weights)))
 */
export function encodeSafetensors(
  arrays: NamedArrays,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const shapes: [string, readonly number[]][] = []
  let dataLength = 0
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    const size = shape.reduce((product, length) => product * length, 1)
    if (values.length !== size) {
      throw new Error(
        `encodeSafetensors: '${name}' of shape [${shape}] must have ${size} values, got ${values.length}`,
      )
    }
    if (!(values instanceof Float32Array)) {
      throw new Error(
        `encodeSafetensors: '${name}' must have its values in a Float32Array, got one of ${(values as object).constructor.name}`,
      )
    }
    shapes.push([name, shape])
    dataLength += values.byteLength
  }
  const header = encodeSafetensorsHeader(Object.fromEntries(shapes), metadata)
  const bytes = new Uint8Array(header.length + dataLength)
  bytes.set(header)
  let at = header.length
  for (const { values } of Object.values(arrays)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes
}

/**
 * Reads the bytes of a safetensors file of float32 arrays. Sizes, offsets and types are checked, nothing is trusted.
 *
 * The arrays are views of `bytes` where these are aligned to 4, and copies elsewhere.
 *
 * @param where prefix of error messages: the file
 * @throws naming `where`, the array and the rule that it breaks
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  options: { where?: string | undefined } = {},
): { arrays: NamedArrays; metadata: Readonly<Record<string, string>> } {
  requireKnown('decodeSafetensors: options', options, { where: true })
  const { where = 'decodeSafetensors' } = options
  const dataStart = 8 + safetensorsHeaderLength(bytes, bytes.length, where)
  const { entries, metadata } = decodeSafetensorsHeader(
    bytes.subarray(8, dataStart),
    bytes.length - dataStart,
    where,
  )
  const arrays = entries.map(({ name, shape, start, end }) => {
    const own = bytes.subarray(dataStart + start, dataStart + end)
    const aligned = own.byteOffset % 4 === 0 ? own : new Uint8Array(own) // `slice` of a Node Buffer is a view
    return [name, { shape, values: new Float32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4) }]
  })
  return { arrays: Object.fromEntries(arrays), metadata }
}
