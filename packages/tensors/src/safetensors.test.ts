import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors, type NamedArrays } from './index'

const namedArrays = fc.dictionary(
  fc.string(),
  fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
    const size = shape.reduce((product, length) => product * length, 1)
    return fc
      .array(fc.float(), { minLength: size, maxLength: size })
      .map((values) => ({ shape, values: Float32Array.from(values) }))
  }),
)
const metadata = fc.dictionary(fc.string(), fc.string())

/** A file with this header and so many bytes of data. */
function file(header: unknown, dataLength: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + dataLength)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  return bytes
}

const decode = (bytes: Uint8Array) => decodeSafetensors(bytes, { where: 'x.safetensors' })

describe('safetensors', () => {
  it('gives back the arrays and texts that were encoded, wherever the bytes stand', () => {
    fc.assert(
      fc.property(namedArrays, metadata, fc.nat(7), (arrays, texts, shift) => {
        const encoded = encodeSafetensors(arrays, texts)
        const moved = new Uint8Array(encoded.length + shift)
        moved.set(encoded, shift)
        const decoded = decode(moved.subarray(shift))
        expect(Object.entries(decoded.metadata).sort()).toEqual(Object.entries(texts).sort())
        expect(Object.keys(decoded.arrays).sort()).toEqual(Object.keys(arrays).sort())
        for (const [name, { shape, values }] of Object.entries(arrays)) {
          expect(decoded.arrays[name]).toEqual({ shape, values })
        }
      }),
    )
  })

  it('is the published format, byte for byte', () => {
    const json = '{"__metadata__":{"model":"m"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}'
    const padded = json.padEnd(88, ' ')
    const bytes = encodeSafetensors({ a: { shape: [1, 2], values: Float32Array.of(1, -2) } }, { model: 'm' })
    expect(new TextDecoder().decode(bytes.subarray(8, 96))).toBe(padded)
    expect([...bytes.subarray(0, 8)]).toEqual([88, 0, 0, 0, 0, 0, 0, 0])
    expect([...bytes.subarray(96)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
  })

  it.each([0, 1, 2, 3])('reads a Buffer with a header of any length: %i spaces behind it', (spaces) => {
    const header = JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } })
    const bytes = Buffer.from(file(header + ' '.repeat(spaces), 8).buffer)
    bytes.writeFloatLE(1, bytes.length - 8)
    bytes.writeFloatLE(-2, bytes.length - 4)
    expect(decode(bytes).arrays).toEqual({ a: { shape: [2], values: Float32Array.of(1, -2) } })
  })

  it('reads arrays that stand in another order than the header names them', () => {
    const bytes = file(
      {
        b: { dtype: 'F32', shape: [1], data_offsets: [4, 8] },
        a: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
      },
      8,
    )
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, 5, true)
    const { arrays } = decode(bytes)
    expect(arrays.a).toEqual({ shape: [], values: Float32Array.of(0) })
    expect(arrays.b).toEqual({ shape: [1], values: Float32Array.of(5) })
  })

  it('does not take over the values it encodes', () => {
    const values = new Float32Array(8).subarray(2, 4)
    const bytes = encodeSafetensors({ a: { shape: [2], values } })
    values.fill(9)
    expect([...decode(bytes).arrays.a!.values]).toEqual([0, 0])
  })

  it('refuses a file that is cut off anywhere', () => {
    const arrays = {
      a: { shape: [2], values: Float32Array.of(1, 2) },
      b: { shape: [1], values: Float32Array.of(3) },
    }
    const bytes = encodeSafetensors(arrays)
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decode(bytes.subarray(0, length))).toThrow('x.safetensors: ')
    }
  })

  it('refuses an altered header or gives whole arrays, never anything in between', () => {
    const bytes = encodeSafetensors({ a: { shape: [2, 3], values: new Float32Array(6) } }, { k: 'v' })
    const headerEnd = bytes.length - 24
    fc.assert(
      fc.property(fc.nat(headerEnd - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = bytes.slice()
        altered[at]! ^= change
        let arrays: NamedArrays = {}
        try {
          arrays = decode(altered).arrays
        } catch (error) {
          expect((error as Error).message).toMatch(/^x\.safetensors: /)
        }
        for (const { shape, values } of Object.values(arrays)) {
          expect(values.length).toBe(shape.reduce((product, size) => product * size, 1))
        }
      }),
      { numRuns: 2000 },
    )
  })

  const entry = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({
    dtype,
    shape,
    data_offsets: offsets,
  })
  it.each<[string, unknown, number, string]>([
    ['another dtype', { a: entry([2], [0, 4], 'F16') }, 4, `'a' must have dtype F32, got "F16"`],
    ['no entry', { a: null }, 0, `'a' must have dtype F32, got undefined`],
    ['a negative size', { a: entry([-1], [0, 4]) }, 4, `'a' must have a shape of whole numbers, got [-1]`],
    ['a fraction', { a: entry([0.5], [0, 2]) }, 2, `'a' must have a shape of whole numbers, got [0.5]`],
    ['no shape', { a: { dtype: 'F32' } }, 4, `'a' must have a shape of whole numbers, got undefined`],
    ['one offset', { a: entry([1], [4]) }, 4, `'a' must have two data_offsets, got [4]`],
    ['a shape of another size', { a: entry([2], [0, 4]) }, 4, `'a' of shape [2] must have 8 bytes, got 4`],
    ['a shape beyond numbers', { a: entry([2 ** 50, 2 ** 50], [0, 4]) }, 4, `'a' of shape`],
    ['offsets backwards', { a: entry([1], [4, 0]) }, 4, `'a' of shape [1] must have 4 bytes, got -4`],
    ['a gap', { a: entry([1], [4, 8]) }, 8, `'a' must start at byte 0, where the array before ends, got 4`],
    [
      'an overlap',
      { a: entry([2], [0, 8]), b: entry([2], [4, 12]) },
      12,
      `'b' must start at byte 8, where the array before ends, got 4`,
    ],
    ['too little data', { a: entry([2], [0, 8]) }, 4, 'the arrays need 8 bytes of data, got 4'],
    ['too much data', { a: entry([1], [0, 4]) }, 8, 'the arrays need 4 bytes of data, got 8'],
    ['metadata of numbers', { __metadata__: { k: 1 } }, 0, `'__metadata__' must hold only texts`],
    ['a list', [], 0, 'the header must be a JSON object'],
    ['no JSON', '{"a":', 0, 'the header must be JSON'],
  ])('refuses %s', (_, header, dataLength, message) => {
    expect(() => decode(file(header, dataLength))).toThrow(`x.safetensors: ${message}`)
  })

  it('refuses a header longer than the file, however long it says it is', () => {
    const bytes = file({}, 4)
    for (const length of [7n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n]) {
      new DataView(bytes.buffer).setBigUint64(0, length, true)
      expect(() => decode(bytes)).toThrow(
        `must be a safetensors file, with a header of at most 6 bytes, got one of ${length}`,
      )
    }
  })

  it('refuses values that are no float32', () => {
    for (const values of [Int32Array.of(1, 2), Float64Array.of(1, 2), [1, 2]] as unknown as Float32Array[]) {
      expect(() => encodeSafetensors({ a: { shape: [2], values } })).toThrow(
        `encodeSafetensors: 'a' must have its values in a Float32Array, got one of ${values.constructor.name}`,
      )
    }
  })

  it('refuses to encode what could not be read again', () => {
    expect(() => encodeSafetensors({ a: { shape: [2], values: new Float32Array(3) } })).toThrow(
      `'a' of shape [2] must have 2 values, got 3`,
    )
    expect(() => encodeSafetensors({ __metadata__: { shape: [], values: new Float32Array(1) } })).toThrow(
      `must not be named '__metadata__'`,
    )
  })
})
