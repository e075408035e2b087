import { encodeSafetensors, type NamedArray } from '@hvamp/tensors'
import { badInput } from '../process/bad-input'
import { exists, isFile } from './folders'
import { idsFile, requireLines, writeIds } from './ids-file'
import type { IndexRecall } from './index-recall'
import type { NamedVectors } from './named-vectors'
import type { OwnFile } from './own-file'
import { ownVectors } from './own-vectors'
import { writePgvector } from './pgvector-file'
import { loadUsearch, writeUsearch } from './usearch-file'
import { vectorElements } from './vector-elements'
import { writeWhole } from './write-file'

/** Endings of the formats of vectors; those that have no place for ids have a file beside them. */
const endings = {
  '.npy': 'beside',
  '.parquet': 'in',
  '.safetensors': 'in',
  '.usearch': 'beside',
  '.sql': 'in',
} as const

type Ending = keyof typeof endings

function endingOf(path: string): Ending | undefined {
  return (Object.keys(endings) as Ending[]).find((ending) => path.endsWith(ending))
}

/**
 * Refuses a path whose ending names no format of vectors, or one whose package is not installed.
 *
 * @param option that names it, for the error
 */
export async function requireVectorPath(path: string, option: string): Promise<void> {
  const ending = endingOf(path)
  if (ending === '.usearch') await loadUsearch(path)
  if (ending) return
  throw badInput(`${option}: must end in ${Object.keys(endings).join(', ')}, got '${path}'`)
}

/** Files that vectors are written to, each with its kind: the file, and where that has no place for ids, one beside it. */
export function vectorFiles(path: string): readonly { readonly path: string; readonly own: OwnFile }[] {
  const ending = endingOf(path)!
  const own = ownVectors[ending]
  const ids = { name: 'ids of vectors', isOf: async () => (await isFile(path)) && own.isOf(path) }
  return [{ path, own }, ...(endings[ending] === 'beside' ? [{ path: idsFile(path), own: ids }] : [])]
}

/** Whether the ids of vectors that are to be written stand already beside another file of vectors, as those of `items.npy` for `items.usearch`. */
export async function haveIdsBesideAnother(path: string): Promise<boolean> {
  const ending = endingOf(path)!
  if (endings[ending] === 'in' || (await exists(path)) || !(await exists(idsFile(path)))) return false
  const stem = path.slice(0, -ending.length)
  const others = (Object.keys(endings) as Ending[]).filter(
    (other) => endings[other] === 'beside' && other !== ending,
  )
  for (const other of others) {
    if ((await isFile(stem + other)) && (await ownVectors[other].isOf(stem + other))) return true
  }
  return false
}

/**
 * Writes vectors of 32-bit floats in the format that the path ends in:
 *
 * - `.parquet`: a row each, with the columns `id` and `vector`, a list
 * - `.safetensors`: the tensor `vectors`, and in the metadata `ids`, a JSON list
 * - `.npy`: the array of NumPy (format 1.0), with the ids in `….ids.txt`
 * - `.usearch`: an index of usearch by cosine, with the ids in `….ids.txt`
 * - `.sql`: a script for PostgreSQL with pgvector
 *
 * @param what the vectors are of, for the name of a table
 * @returns for an index how many of the nearest vectors it finds
 * @throws bad input if an id has a line break and stands in a file of lines, or usearch is not installed
 */
export async function writeVectors(
  path: string,
  named: NamedVectors,
  what: 'item' | 'user',
): Promise<IndexRecall | undefined> {
  const { ids, vectors } = named
  const ending = endingOf(path)!
  const isBeside = endings[ending] === 'beside'
  let recall: IndexRecall | undefined
  if (isBeside) requireLines(path, ids)
  if (ending === '.usearch') recall = await writeUsearch(path, vectors)
  else if (ending === '.sql') await writePgvector(path, `${what}_vectors`, named)
  else if (ending === '.parquet') await writeWhole(path, await parquetOf(named))
  else if (ending === '.npy') await writeWhole(path, npyOf(vectors))
  else await writeWhole(path, encodeSafetensors({ vectors }, { ids: JSON.stringify(ids) }))
  if (isBeside) await writeIds(path, ids) // last: what has ids beside it is known for a file of vectors, and may be replaced
  return recall
}

async function parquetOf({ ids, vectors: { shape, values } }: NamedVectors): Promise<Uint8Array> {
  const { ByteWriter, parquetWrite } = await import('hyparquet-writer')
  const size = shape[1]!
  const writer = new ByteWriter()
  parquetWrite({
    writer,
    createdBy: 'hvamp',
    columnData: [
      { name: 'id', data: [...ids] },
      {
        name: 'vector',
        data: ids.map((_, row) => Array.from(values.subarray(row * size, (row + 1) * size))),
      },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      ...vectorElements('vector'),
    ],
  })
  return new Uint8Array(writer.getBuffer())
}

/** An array as NumPy saves it: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
function npyOf({ shape, values }: NamedArray): Uint8Array {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  const start = 10 // bytes before the description: the magic string, the version and its length
  const length = Math.ceil((start + description.length + 1) / 64) * 64 - start
  const header = new TextEncoder().encode(`${description.padEnd(length - 1)}\n`)
  const bytes = new Uint8Array(start + length + values.byteLength)
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, length & 255, length >> 8])
  bytes.set(header, start)
  const view = new DataView(bytes.buffer, start + length)
  for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true)
  return bytes
}
