/** Where one array stands: bytes [start, end) of the part after the header. */
export interface SafetensorsEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

/** What the header of a safetensors file says. */
export interface SafetensorsHeader {
  /** In the order of the bytes: without gaps, and ending where the data ends. */
  readonly entries: readonly SafetensorsEntry[]
  readonly metadata: Readonly<Record<string, string>>
}

const longestHeader = 100_000_000 // as in the format's own implementation
const metadataName = '__metadata__'

/**
 * The first bytes of a safetensors file of float32 arrays: length, JSON, and spaces up to a multiple of 8.
 *
 * The arrays follow, in the order of `shapes`, little-endian and with nothing between them: a file can be written one
 * array at a time. Format: https://github.com/huggingface/safetensors.
 *
 * @throws if an array has the name that the format keeps for itself
 */
export function encodeSafetensorsHeader(
  shapes: Readonly<Record<string, readonly number[]>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  if (metadataName in shapes) throw new Error(`safetensors: an array must not be named '${metadataName}'`)
  let end = 0
  const arrays = Object.entries(shapes).map(([name, shape]) => {
    const start = end
    end += byteLength(shape)
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }]
  })
  const parts = Object.keys(metadata).length > 0 ? [[metadataName, metadata], ...arrays] : arrays
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(parts)))
  const length = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + length).fill(0x20)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  bytes.set(json, 8)
  return bytes
}

/**
 * Length in bytes of the JSON that follows, from the first 8 bytes of a file.
 *
 * @param size bytes of the whole file
 * @param where prefix of error messages: the file
 * @throws if the file cannot hold such a header
 */
export function safetensorsHeaderLength(first: Uint8Array, size: number, where: string): number {
  if (size < 8 || first.length < 8) throw new Error(`${where}: must have at least 8 bytes, got ${size}`)
  const length = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true)
  const most = Math.min(size - 8, longestHeader)
  if (length > BigInt(most)) {
    throw new Error(
      `${where}: must be a safetensors file, with a header of at most ${most} bytes, got one of ${length}`,
    )
  }
  return Number(length)
}

/**
 * Reads the JSON of a header; nothing it says is trusted.
 *
 * @param json the bytes between length and data
 * @param dataLength bytes after the header
 * @param where prefix of error messages: the file
 * @throws if it is not a header of float32 arrays that fill the data exactly
 */
export function decodeSafetensorsHeader(
  json: Uint8Array,
  dataLength: number,
  where: string,
): SafetensorsHeader {
  const { [metadataName]: metadata = {}, ...arrays } = parse(json, where)
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw new Error(`${where}: '${metadataName}' must hold only texts`)
  }
  const entries = Object.entries(arrays)
    .map(([name, value]) => entryOf(name, value, where))
    .sort((a, b) => a.start - b.start || a.end - b.end)
  let end = 0
  for (const { name, start, end: next } of entries) {
    if (start !== end) {
      throw new Error(
        `${where}: '${name}' must start at byte ${end}, where the array before ends, got ${start}`,
      )
    }
    end = next
  }
  if (end !== dataLength) throw new Error(`${where}: the arrays need ${end} bytes of data, got ${dataLength}`)
  return { entries, metadata: metadata as Record<string, string> }
}

function parse(json: Uint8Array, where: string): Record<string, unknown> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
  } catch (cause) {
    throw new Error(`${where}: the header must be JSON: ${(cause as Error).message}`, { cause })
  }
  if (!isRecord(header)) throw new Error(`${where}: the header must be a JSON object`)
  return header
}

function entryOf(name: string, value: unknown, where: string): SafetensorsEntry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {}
  if (dtype !== 'F32')
    throw new Error(`${where}: '${name}' must have dtype F32, got ${JSON.stringify(dtype)}`)
  if (!isSizes(shape)) {
    throw new Error(`${where}: '${name}' must have a shape of whole numbers, got ${JSON.stringify(shape)}`)
  }
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw new Error(`${where}: '${name}' must have two data_offsets, got ${JSON.stringify(offsets)}`)
  }
  const [start, end] = offsets as [number, number]
  if (end - start !== byteLength(shape)) {
    throw new Error(
      `${where}: '${name}' of shape [${shape}] must have ${byteLength(shape)} bytes, got ${end - start}`,
    )
  }
  return { name, shape, start, end }
}

function byteLength(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 4)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
