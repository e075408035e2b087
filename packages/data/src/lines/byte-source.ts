import { expansionLimit } from '../reading/bounds'
import type { ReadingLimits } from '../reading/reading-options'
import { fileError } from '../values/file-error'

const INFLATED = 1 << 18 // bytes in a chunk
const PUSHED = 1 << 14 // bytes at a time, as each may become a thousand

/** Where a file comes from: chunks of bytes, a web stream, or a Blob or File. */
export type InteractionsSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | Blob

/** The chunks of any source. */
export async function* chunksOf(source: InteractionsSource): AsyncGenerator<Uint8Array> {
  if ('stream' in source) {
    yield* chunksOf(source.stream())
  } else if ('getReader' in source) {
    yield* chunksOfStream(source) // not every browser iterates over streams
  } else {
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) {
        throw new Error(`readInteractions: source must give chunks of type Uint8Array, got ${typeof chunk}`)
      }
      yield chunk
    }
  }
}

async function* chunksOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let done = false
  try {
    for (;;) {
      const next = await reader.read()
      done = next.done
      if (next.done) return
      yield next.value
    }
  } finally {
    if (!done) await reader.cancel().catch(() => {})
  }
}

/** Whether bytes start like a gzip file (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Decompresses the chunks of a gzip file, whose name is for errors. */
export type Gunzip = (chunks: AsyncGenerator<Uint8Array>, name: string) => AsyncIterable<Uint8Array>

/**
 * The chunks as they are, or decompressed if they start like a gzip file.
 *
 * @throws if more comes out than the limit of expansion allows
 */
export async function* decompressed(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  gunzip: Gunzip,
  limits?: ReadingLimits,
): AsyncGenerator<Uint8Array> {
  const expansion = expansionLimit(limits, name)
  let compressed = 0
  let total = 0
  async function* counted() {
    for await (const chunk of whole()) {
      compressed += chunk.length
      yield chunk
    }
  }
  let head = new Uint8Array(0)
  async function* whole() {
    yield head
    yield* chunks
  }
  try {
    while (head.length < 2) {
      const { done, value } = await chunks.next()
      if (done) break
      head = concatBytes([head, value])
    }
    if (!isGzip(head)) return yield* whole()
    for await (const chunk of gunzip(counted(), name)) {
      total += chunk.length
      expansion.require(compressed, total)
      yield chunk
    }
  } finally {
    await chunks.return(undefined) // a consumer that stops within the head has not reached the source
  }
}

/**
 * gzip by pako, which reads files of several members, as the platform's DecompressionStream does not.
 *
 * @throws while reading if the data is damaged or ends too early
 */
export async function* webGunzip(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const { Inflate } = await import('pako')
  const inflated: Uint8Array[] = []
  const newMember = () => {
    const member = new Inflate({ chunkSize: INFLATED })
    member.onData = (chunk) => inflated.push(chunk as Uint8Array)
    return member
  }
  let member = newMember()
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PUSHED) {
      const piece = chunk.subarray(start, start + PUSHED)
      if (member.ended && piece.some((byte) => byte !== 0)) member = newMember() // zeros may follow as padding
      if (!member.ended) member.push(piece)
      if (member.err !== 0) throw fileError(name, 'complete gzip data', `damaged data (${member.msg})`)
      yield* inflated.splice(0)
    }
  }
  if (!member.ended) throw fileError(name, 'complete gzip data', 'data that ends too early')
}

/** Pieces of bytes in one new array. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
