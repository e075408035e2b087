import CRC32 from 'crc-32'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { expansionLimit } from '../../reading/bounds'
import type { ReadingLimits } from '../../reading/reading-options'
import { fileError } from '../../values/file-error'
import { type FileContainer, nameInside } from './file-container'

/**
 * A zip archive, read without unpacking. Sizes and checksums are checked.
 *
 * @throws while reading if it is damaged, ends too early, has a wrong size, or a path that leads out of it
 */
export function zipContainer(path: string, limits?: ReadingLimits): FileContainer {
  return {
    path,
    async names() {
      const { zip, entries } = await openZip(path)
      zip.close()
      return [...entries.keys()]
    },
    async *files(names) {
      const { zip, entries } = await openZip(path)
      try {
        for (const name of names) {
          const entry = entries.get(name)!
          const where = `${path}/${entry.fileName}`
          yield { name, source: path, where, chunks: () => entryChunks(zip, entry, where, limits) }
        }
      } finally {
        zip.close()
      }
    },
  }
}

/** The archive, and its files by their names without folders; of two with the same name, the first. */
async function openZip(path: string): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((cause) => {
    throw damaged(path, cause)
  })
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue // a folder
      const name = nameInside(entry.fileName, path)
      if (!entries.has(name)) entries.set(name, entry)
    }
  } catch (cause) {
    zip.close()
    throw damaged(path, cause)
  }
  return { zip, entries }
}

async function* entryChunks(
  zip: ZipFile,
  entry: Entry,
  where: string,
  limits?: ReadingLimits,
): AsyncGenerator<Uint8Array> {
  const expansion = expansionLimit(limits, where)
  let crc = 0
  let total = 0
  try {
    // The library fails as soon as the size differs from the archive's directory.
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      crc = CRC32.buf(chunk, crc)
      total += chunk.length
      expansion.require(entry.compressedSize, total)
      yield chunk
    }
  } catch (cause) {
    throw damaged(where, cause)
  }
  if (crc >>> 0 !== entry.crc32) throw fileError(where, 'a whole file in the zip archive', 'another checksum')
}

/** Gives an error of the zip library our form; our own errors and system errors stay as they are. */
function damaged(where: string, cause: unknown): unknown {
  const { message, code, syscall } = cause as NodeJS.ErrnoException
  if (message.startsWith(where) || (syscall !== undefined && !code?.startsWith('Z_'))) return cause
  return fileError(where, 'a whole zip archive', message, cause)
}
