import { requireCount, requireKnown } from '@hvamp/random'
import type { RowSolver, StartRowSolver } from '@hvamp/tensors'
import { rowsModule } from '../generated/rows'
import { fromBase64 } from '../wasm/from-base64'
import { type Crew, startCrew } from './crew'
import { inParallel } from './in-parallel'
import { type Precision, precisionOf } from './precision'
import { type SharedMemory, sharedMemory } from './shared-memory'

export interface RowSolverOptions {
  /** As many as the machine can run at once by default. */
  readonly threads?: number | undefined
}

/** Multiplications that a thread does between two messages. */
const taskSize = 2 ** 26

/** What helps where rounding made a pivot 0 or less: a ridge near the least share of a number that single precision knows. */
const remedies = {
  single:
    ' in single precision: a larger l2 makes them so, and with a blockSize of all factors they are solved in double precision',
  double: '',
} as const

/**
 * Solves the vectors of WMF and iALS in threads of Node, by SIMD kernels in memory that they share: 4 GiB at most. The result does
 * not depend on the number of threads.
 *
 * Whole vectors (WMF), exactly or by conjugate gradients, are solved in double precision, with the bits of the code in @hvamp/models. Blocks (iALS) are solved in single
 * precision; the size of a block is rounded up to a multiple of four.
 *
 * @throws if threads is not a positive integer
 * @example const model = ials({ factors: 256 }, rowSolverInThreads({ threads: 2 }))
 */
export function rowSolverInThreads(options: RowSolverOptions = {}): StartRowSolver {
  requireKnown('rowSolverInThreads: options', options, { threads: true })
  const { threads } = options
  if (threads !== undefined) requireCount('rowSolverInThreads: threads', threads)
  return async (method) => {
    const module = await WebAssembly.compile(fromBase64(rowsModule))
    const shared = sharedMemory()
    const crew = await startCrew(module, shared.memory, threads)
    return rowSolverBy(crew, shared, precisionOf(shared, crew.size, method))
  }
}

function rowSolverBy(crew: Crew, shared: SharedMemory, precision: Precision): RowSolver {
  return {
    widthOf: precision.widthOf,
    floats: precision.floats,
    doubles: shared.doubles,
    integers(values) {
      const copy = shared.integers(values.length)
      copy.set(values)
      return copy
    },
    async multiply(matrix, width, products) {
      products.fill(0)
      const bounds = shares(Math.ceil(width / 4), 2 * crew.size)
      const tasks = inParallel(crew, bounds.length - 1, (task, member) =>
        precision.multiplyCall({ matrix, width, products }, bounds[task]!, bounds[task + 1]!, member),
      )
      for await (const _ of tasks);
      for (let i = 0; i < width; i++) {
        for (let j = 0; j < i; j++) products[j * width + i] = products[i * width + j]!
      }
    },
    async *solve(systems) {
      const bounds = tasksOf(systems, precision)
      let done = 0
      const tasks = inParallel(crew, bounds.length - 1, (task, member) =>
        precision.solveCall(systems, bounds[task]!, bounds[task + 1]!, member),
      )
      for await (const { task, failed } of tasks) {
        if (failed !== undefined) {
          throw new Error(
            `rowSolverInThreads: the systems of rows from ${failed} must be positive definite${remedies[precision.name]}`,
          )
        }
        done += bounds[task + 1]! - bounds[task]!
        yield done
      }
    },
    end: () => crew.end(),
  }
}

/** Where the tasks begin, and where the last one ends, so that each has about as much to do. */
function tasksOf(
  { offsets, ridges, width }: Parameters<RowSolver['solve']>[0],
  { multiplications }: Precision,
): number[] {
  const bounds = [0]
  let operations = 0
  for (let row = 0; row < ridges.length; row++) {
    operations += multiplications(width, offsets[row + 1]! - offsets[row]!)
    if (operations < taskSize || (row + 1) % 4 !== 0) continue
    operations = 0
    bounds.push(row + 1)
  }
  if (bounds.at(-1) !== ridges.length) bounds.push(ridges.length)
  return bounds
}

/** Bounds of about equal parts of a triangle of so many rows. */
function shares(rows: number, parts: number): number[] {
  const bounds = Array.from({ length: parts + 1 }, (_, i) => Math.round(rows * Math.sqrt(i / parts)))
  return [...new Set(bounds)]
}
