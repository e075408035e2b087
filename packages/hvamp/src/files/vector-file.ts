import { encodeSafetensors, type NamedArray } from '@hvamp/tensors'
import { badInput } from '../process/bad-input'
import { writeWhole } from './write-file'

/** A vector for each of some ids. */
export interface NamedVectors {
  readonly ids: readonly string[]
  readonly vectors: NamedArray // [ids, size]
}

const endings = ['.npy', '.parquet', '.safetensors']

/** Refuses a path whose ending names no format of vectors. @param option that names it, for the error */
export function requireVectorPath(path: string, option: string): void {
  if (endings.some((ending) => path.endsWith(ending))) return
  throw badInput(`${option}: must end in ${endings.join(', ')}, got '${path}'`)
}

/** Files that vectors are written to: of .npy, which has no place for ids, they are in a file beside it, one a line. */
export function vectorFiles(path: string): readonly string[] {
  return path.endsWith('.npy') ? [path, path.replace(/\.npy$/, '.ids.txt')] : [path]
}

/**
 * Writes vectors of 32-bit floats in the format that the path ends in:
 *
 * - `.parquet`: a row each, with the columns `id` and `vector`, a list
 * - `.safetensors`: the tensor `vectors`, and in the metadata `ids`, a JSON list
 * - `.npy`: the array of NumPy (format 1.0), with the ids in `….ids.txt`
 *
 * @throws bad input if an id has a line break and the format is .npy
 */
export async function writeVectors(path: string, { ids, vectors }: NamedVectors): Promise<void> {
  if (path.endsWith('.parquet')) return writeWhole(path, await parquetOf({ ids, vectors }))
  if (path.endsWith('.safetensors')) {
    return writeWhole(path, encodeSafetensors({ vectors }, { ids: JSON.stringify(ids) }))
  }
  const broken = ids.find((id) => /[\r\n]/.test(id))
  if (broken !== undefined) throw badInput(`${path}: ids must have no line breaks in ${vectorFiles(path)[1]}`)
  await writeWhole(vectorFiles(path)[1]!, ids.map((id) => `${id}\n`).join(''))
  await writeWhole(path, npyOf(vectors))
}

async function parquetOf({ ids, vectors: { shape, values } }: NamedVectors): Promise<Uint8Array> {
  const { ByteWriter, parquetWrite } = await import('hyparquet-writer')
  const size = shape[1]!
  const writer = new ByteWriter()
  parquetWrite({
    writer,
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
      { name: 'vector', converted_type: 'LIST', repetition_type: 'REQUIRED', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
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
