/** Sections of a WebAssembly module that tell its memory: https://webassembly.github.io/spec/core/binary/modules.html */
const importSection = 2
const memorySection = 5
/** Kinds of what is imported. */
const [func, table, memory, global] = [0, 1, 2, 3]
/** Flags of limits. */
const [withMaximum, shared] = [1, 2]
const headerBytes = 8

/** What addresses of 32 bits reach, and so what memory can grow to where a module names no limit. */
export const mostPages = 65_536

/** Whether modules can have memory that threads share. None is made to find out: it would reserve gigabytes of addresses. */
export function sharedMemoryWorks(): boolean {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  const oneMemory = [memorySection, 4, 1, withMaximum | shared, 1, 1]
  return WebAssembly.validate(Uint8Array.of(...header, ...oneMemory))
}

/** Whether threads can share a memory. */
export function isShared({ buffer }: WebAssembly.Memory): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer
}

/**
 * A module whose memory, its own or an imported one, threads can share; it is the same otherwise. Code for memory of one thread
 * runs on shared memory as it is.
 *
 * @throws if the module imports what is of no known kind
 */
export function withSharedMemory(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const read = readerOf(module)
  const parts: Uint8Array[] = [read.bytes(headerBytes)]
  while (!read.isAtEnd()) {
    const id = read.byte()
    const body = read.bytes(read.number())
    const own = id === importSection || id === memorySection ? sharedSection(id, body) : body
    parts.push(Uint8Array.of(id, ...encoded(own.length)), own)
  }
  return joined(parts)
}

function sharedSection(id: number, body: Uint8Array): Uint8Array {
  const read = readerOf(body)
  const count = read.number()
  const parts: Uint8Array[] = [Uint8Array.from(encoded(count))]
  for (let entry = 0; entry < count; entry++) {
    const start = read.position()
    const kind = id === memorySection ? memory : importKind(read)
    if (kind !== memory) skipImport(read, kind)
    parts.push(body.subarray(start, read.position()))
    if (kind === memory) parts.push(sharedLimits(read))
  }
  return joined(parts)
}

type Reader = ReturnType<typeof readerOf>

/** Passes over the names of an import. */
function importKind(read: Reader): number {
  for (let name = 0; name < 2; name++) read.bytes(read.number())
  return read.byte()
}

function skipImport(read: Reader, kind: number): void {
  if (kind === func) read.number()
  else if (kind === global) read.bytes(2)
  else if (kind === table) {
    read.byte()
    readLimits(read)
  } else throw new Error(`wasm: an import must be of a kind from ${func} to ${global}, got ${kind}`)
}

function sharedLimits(read: Reader): Uint8Array {
  const { least, most = mostPages } = readLimits(read)
  return Uint8Array.of(withMaximum | shared, ...encoded(least), ...encoded(most))
}

function readLimits(read: Reader): { readonly least: number; readonly most?: number } {
  const flags = read.byte()
  const least = read.number()
  return flags & withMaximum ? { least, most: read.number() } : { least }
}

function readerOf(bytes: Uint8Array) {
  let at = 0
  return {
    position: () => at,
    isAtEnd: () => at >= bytes.length,
    byte: () => bytes[at++]!,
    bytes(count: number) {
      at += count
      return bytes.subarray(at - count, at)
    },
    /** An unsigned LEB128. */
    number() {
      let value = 0
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++]!
        value += (byte & 127) * 2 ** shift
        if (byte < 128) return value
      }
    },
  }
}

/** An unsigned LEB128. */
function encoded(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...encoded(Math.floor(value / 128))]
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
