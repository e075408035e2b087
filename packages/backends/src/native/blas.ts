import { requireCount } from '@hvamp/random'
import type { Heap } from '../wasm/heap'
import type { Product } from '../wasm/product'
import { blasProduct } from './blas-product'
import { equalRows } from './equal-rows'
import { firstLibrary, optional, type SystemLibrary } from './system-library'

/** Which BLAS of the system multiplies. */
export interface LoadedBlas {
  /** File name or path of the library. */
  readonly library: string
  /** The library's own description, such as `OpenBLAS 0.3.21 … SkylakeX`; empty if it has none. */
  readonly version: string
  /** Threads that the library multiplies with; 0 if unknown. */
  readonly threads: number
}

/** A BLAS of the system that has passed its test. */
interface Blas extends LoadedBlas {
  readonly product: Product
}

export interface BlasOptions {
  /** File name or path of the library; by default the one that HVAMP_BLAS names, else those that systems usually have. */
  readonly library?: string | undefined
  /** Threads to multiply with, and to run kernels beside the products; the library's own choice by default. */
  readonly threads?: number | undefined
}

/**
 * The system's BLAS, called on the heap itself without copies.
 *
 * A library is used only if it multiplies small matrices correctly, in every transposition.
 *
 * @throws with the libraries that were tried, and why each was refused
 */
export async function loadBlas(heap: Heap, { library, threads }: BlasOptions = {}): Promise<Blas> {
  if (threads !== undefined) requireCount('BLAS: threads', threads)
  return firstLibrary('BLAS', library, (opened, path) => open(opened, path, heap, threads))
}

function open(library: SystemLibrary, path: string, heap: Heap, threads?: number): Blas {
  const product = blasProduct(library, heap)
  setThreads(library, threads)
  test(product, heap)
  return {
    library: path,
    version: version(library),
    threads: readThreads(library),
    product: equalRows(product, heap),
  }
}

function setThreads(library: SystemLibrary, threads?: number): void {
  if (threads === undefined) return
  const set = optional(
    library,
    'void openblas_set_num_threads(int n)',
    'void MKL_Set_Num_Threads(int n)',
    'void bli_thread_set_num_threads(int64_t n)',
  )
  if (!set)
    throw new Error('its number of threads cannot be set: leave it out, or use its own environment variable')
  set(threads)
}

function readThreads(library: SystemLibrary): number {
  const read = optional(
    library,
    'int openblas_get_num_threads()',
    'int MKL_Get_Max_Threads()',
    'int64_t bli_thread_get_num_threads()',
  )
  return Math.max(0, Number(read?.() ?? 0))
}

function version(library: SystemLibrary): string {
  const read = optional(
    library,
    'const char *openblas_get_config()',
    'const char *bli_info_get_version_str()',
  )
  return String(read?.() ?? '').trim()
}

/** @throws if a product of small matrices, or of a row and one, is wrong */
function test(product: Product, heap: Heap): void {
  for (const m of [3, 1]) {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        for (const accumulate of [false, true]) {
          testOne(product, heap, m, { transposeA, transposeB, accumulate })
        }
      }
    }
  }
}

interface TestedProduct {
  readonly transposeA: boolean
  readonly transposeB: boolean
  readonly accumulate: boolean
}

function testOne(
  product: Product,
  heap: Heap,
  m: number,
  { transposeA, transposeB, accumulate }: TestedProduct,
): void {
  const [n, k] = [5, 4]
  const left = Float32Array.from({ length: m * k }, (_, i) => ((i * 7) % 11) - 5)
  const right = Float32Array.from({ length: k * n }, (_, i) => ((i * 5) % 13) - 6)
  const tensors = [heap.put(left), heap.put(right), heap.put(new Float32Array(m * n).fill(2))]
  const [a, b, c] = tensors.map(heap.offset) as [number, number, number]
  const size = (rows: number, columns: number, transposed: boolean) =>
    transposed ? { rows: columns, columns: rows, transposed } : { rows, columns, transposed }
  product({ offset: a, ...size(m, k, transposeA) }, { offset: b, ...size(k, n, transposeB) }, c, {
    accumulate,
  })
  const got = heap.floats(c, m * n).slice()
  for (const tensor of tensors) heap.release(tensor)
  for (let i = 0; i < m * n; i++) {
    let expected = accumulate ? 2 : 0
    for (let l = 0; l < k; l++) {
      const [row, column] = [Math.floor(i / n), i % n]
      expected +=
        left[transposeA ? l * m + row : row * k + l]! * right[transposeB ? column * k + l : l * n + column]!
    }
    if (got[i] !== expected) throw new Error(`it multiplies wrong: ${expected} is expected, got ${got[i]}`)
  }
}
