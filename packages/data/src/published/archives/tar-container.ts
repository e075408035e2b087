import { Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { fileChunks } from '../../files/file-chunks'
import { nodeGunzip } from '../../files/node-gunzip'
import { decompressed } from '../../text/byte-source'
import { fileError } from '../../text/file-error'
import { type FileContainer, nameInside } from './file-container'

/**
 * A tar archive, gzip or not, and the tar archives in it: read front to back without unpacking.
 *
 * @throws while reading if it is damaged, ends too early or has a path that leads out of it
 */
export function tarContainer(path: string): FileContainer {
  const entries = () => tarEntries(decompressed(fileChunks(path), path, nodeGunzip), path)
  return {
    path,
    async names() {
      const names = new Set<string>()
      for await (const { name, skip } of entries()) {
        names.add(name)
        skip()
      }
      return [...names]
    },
    async *files(wanted) {
      const left = new Set(wanted)
      for await (const { name, where, chunks, skip } of entries()) {
        if (left.delete(name)) yield { name, source: path, where, chunks: () => chunks }
        else skip()
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
  skip(): void
}

async function* tarEntries(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<TarEntry> {
  async function* copies() {
    for await (const chunk of chunks) yield chunk.slice() // the source may use its buffer again
  }
  const archive = extract()
  const source = Readable.from(copies())
  source.on('error', (error) => archive.destroy(error)).pipe(archive)
  try {
    for await (const entry of archive) {
      const { name: inside, type } = entry.header
      const where = `${path}/${inside}`
      const contents = entry as AsyncIterable<Uint8Array>
      const skip = () => entry.resume()
      if (type !== 'file') skip()
      else if (inside.endsWith('.tar')) yield* tarEntries(contents, where)
      else yield { name: nameInside(inside, path), where, chunks: contents, skip }
    }
  } catch (cause) {
    const { message } = cause as Error
    throw message.startsWith(path) ? cause : fileError(path, 'a whole tar archive', message, cause)
  } finally {
    source.destroy()
    archive.destroy()
  }
}
