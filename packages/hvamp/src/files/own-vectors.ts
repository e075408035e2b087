import { bytesOf, type OwnFile, ownFileByStart } from './own-file'
import { areOfVectors, ownParquet } from './own-parquet'

/** The header of an array as `writeVectors` writes it; NumPy itself writes the shape without its last comma. */
const arrayHeader = /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(\d+, \d+,\), \} *\n/

/** Files of vectors as `writeVectors` writes them, by the ending of their format. */
export const ownVectors = {
  '.npy': ownFileByStart(
    'vectors',
    (start) => start.startsWith('\x93NUMPY\x01\x00') && arrayHeader.test(start.slice(10)),
  ),
  '.parquet': ownParquet('vectors', areOfVectors),
  '.safetensors': ownFileByStart('vectors', (start) => /^.{8}\{"__metadata__":\{"ids":"\[/s.test(start)),
  '.usearch': { name: 'indexes of usearch', isOf: isIndex },
  '.sql': ownFileByStart('scripts for pgvector', (start) =>
    /^-- \d+ vectors of \d+ numbers, for PostgreSQL with pgvector/.test(start),
  ),
} as const satisfies Readonly<Record<string, OwnFile>>

/** Whether a file is an index of usearch with its vectors: their number, the bytes of each, these bytes, and a magic word. */
async function isIndex(path: string): Promise<boolean> {
  const head = await bytesOf(path, 0, 8)
  if (head.length < 8) return false
  const magic = await bytesOf(path, 8 + head.readUInt32LE(0) * head.readUInt32LE(4), 7)
  return magic.toString('latin1') === 'usearch'
}
