import { Readable } from 'node:stream'
import { fileChunks } from '../../files/file-chunks'
import { nodeGunzip } from '../../files/node-gunzip'
import { chunksOf, decompressed } from '../../lines/byte-source'
import type { ReadingLimits } from '../../reading/reading-options'
import { copiedBytes } from '../../values/copied-bytes'
import { fileError } from '../../values/file-error'
import { type FileContainer, nameInside } from './file-container'

const DEEPEST = 3 // archives within archives: publishers have one

/**
 * A tar archive, gzip or not, and the tar archives in it: read front to back without unpacking.
 *
 * @throws while reading if it is damaged, ends too early, holds archives within archives too deep, or has a path that leads
 *   out of it
 */
export function tarContainer(path: string, limits?: ReadingLimits): FileContainer {
  const entries = () => tarEntries(decompressed(fileChunks(path), path, nodeGunzip, limits), path)
  return {
    path,
    async names() {
      const names = new Set<string>()
      for await (const { name, skip } of entries()) {
        names.add(name)
        await skip()
      }
      return [...names]
    },
    async *files(wanted) {
      const left = new Set(wanted)
      for await (const { name, where, chunks, skip } of entries()) {
        if (left.delete(name)) yield { name, source: path, where, chunks: () => chunks }
        else await skip()
        if (left.size === 0) return
      }
    },
  }
}

interface TarEntry {
  readonly name: string
  readonly where: string
  /** Read or skip them before requesting the next entry. */
  readonly chunks: AsyncIterable<Uint8Array>
  skip(): Promise<void>
}

/** The files of an archive. @param place of the archive for errors: in other archives, `outer/inner` */
async function* tarEntries(
  chunks: AsyncGenerator<Uint8Array>,
  place: string,
  depth = 1,
): AsyncGenerator<TarEntry> {
  const { createTarDecoder } = await import('modern-tar')
  if (depth > DEEPEST) throw fileError(place, `at most ${DEEPEST} archives within each other`, 'more')
  let sourceError: unknown
  async function* copies() {
    try {
      for await (const chunk of chunks) yield copiedBytes(chunk)
    } catch (error) {
      sourceError = error
      throw error
    }
  }
  const source = Readable.toWeb(Readable.from(copies())) as ReadableStream<Uint8Array>
  try {
    for await (const { header, body } of entriesIn(source, createTarDecoder({ strict: true }))) {
      const where = `${place}/${header.name}`
      if (header.type !== 'file') await body.cancel()
      else if (header.name.endsWith('.tar')) yield* tarEntries(chunksOf(body), where, depth + 1)
      else
        yield {
          name: nameInside(header.name, place),
          where,
          chunks: chunksOf(body),
          skip: () => body.cancel(),
        }
    }
  } catch (cause) {
    if (sourceError !== undefined) throw sourceError
    const { message } = cause as Error
    throw message.startsWith(place) ? cause : fileError(place, 'a whole tar archive', message, cause)
  } finally {
    await chunks.return(undefined)
  }
}

async function* entriesIn<Entry>(
  source: ReadableStream<Uint8Array>,
  decoder: { readable: ReadableStream<Entry>; writable: WritableStream<Uint8Array> },
): AsyncGenerator<Entry> {
  const reader = source.pipeThrough(decoder).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
