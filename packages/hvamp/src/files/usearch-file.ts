import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NamedArray } from '@hvamp/tensors'
import { badInput } from '../process/bad-input'
import { type IndexRecall, indexRecall } from './index-recall'
import { writeWhole } from './write-file'

/** The version that still runs on Node 20. */
const usearchVersion = '2.25.3'

/**
 * Writes vectors as an index of usearch, by cosine: the key of a vector is its number, from 0.
 *
 * @returns how many of the nearest the index finds
 * @throws bad input if usearch is not installed
 */
export async function writeUsearch(path: string, { shape, values }: NamedArray): Promise<IndexRecall> {
  const { Index, MetricKind, ScalarKind } = await loadUsearch(path)
  const [count, size] = shape as [number, number]
  const own = { metric: MetricKind.Cos, quantization: ScalarKind.F32 }
  const defaults = { connectivity: 0, expansion_add: 0, expansion_search: 0, multi: false } // 0: usearch's own choice
  const index = new Index({ dimensions: size, ...own, ...defaults })
  const keys = BigUint64Array.from({ length: count }, (_, row) => BigInt(row))
  if (count > 0) index.add(keys, values, 1) // in one thread the same vectors make the same index
  await writeWhole(path, await savedBytes((file) => index.save(file)))
  return indexRecall({ shape, values }, (vector, most) =>
    Array.from(index.search(vector, most, 1).keys, Number),
  )
}

/** @throws bad input if usearch is not installed; `path` is of the file, for the error */
export async function loadUsearch(path: string) {
  try {
    return (await import('usearch')).default
  } catch (cause) {
    const way = `npm install usearch@${usearchVersion}`
    throw badInput(`${path}: needs the package usearch, which is not installed: ${way}`, cause)
  }
}

/** The bytes of a file that something writes by its path alone. */
async function savedBytes(save: (path: string) => void): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  try {
    const file = join(folder, 'saved')
    save(file)
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
