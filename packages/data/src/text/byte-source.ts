import { fileError } from './file-error'

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
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Decompresses the chunks of a gzip file, whose name is for errors. */
export type Gunzip = (chunks: AsyncGenerator<Uint8Array>, name: string) => AsyncIterable<Uint8Array>

/** The chunks as they are, or decompressed if they start like a gzip file. */
export async function* decompressed(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  gunzip: Gunzip,
): AsyncGenerator<Uint8Array> {
  let head = new Uint8Array(0)
  async function* whole() {
    yield head
    yield* chunks
  }
  try {
    while (head.length < 2) {
      const { done, value } = await chunks.next()
      if (done) break
      head = concatBytes(head, value)
    }
    yield* isGzip(head) ? gunzip(whole(), name) : whole()
  } finally {
    await chunks.return(undefined) // whoever stops within the head has not reached the source
  }
}

/** gzip by the platform's DecompressionStream. @throws while reading if the data is damaged or ends too early */
export async function* webGunzip(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  let sourceError: unknown
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value.slice()) // the source may use its buffer again
      } catch (error) {
        sourceError = error
        controller.error(error)
      }
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
  try {
    yield* chunksOfStream(compressed.pipeThrough(new DecompressionStream('gzip')))
  } catch (error) {
    throw (
      sourceError ?? fileError(name, 'complete gzip data', 'data that is damaged or ends too early', error)
    )
  }
}

/** Two pieces of bytes in one new array. */
export function concatBytes(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(head.length + tail.length)
  both.set(head)
  both.set(tail, head.length)
  return both
}
