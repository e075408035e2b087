import type { Crew } from '../rows/crew'
import type { KernelCall } from '../rows/row-kernels'
import type { SharedMemory } from '../rows/shared-memory'
import type { DoubleBlas, Part } from './double-blas'

/** Sizes of the parts at most. */
export interface PartSizes {
  /** Rows of a result. */
  readonly rows: number
  /** Columns of a result. */
  readonly columns: number
  /** What a product sums over; rows and columns of a lower triangle. */
  readonly depth: number
}

/** A matrix that a product takes as it is, or turned. */
interface Factor {
  readonly part: Part
  readonly isTurned: boolean
  /** Whether there are zeros above the diagonal, whatever is written there. */
  readonly isLower?: boolean
}

/**
 * By SIMD kernels in threads: each call in one of them, on copies of its parts in their memory, which take much less time than
 * what is done with them. So the matrix may be larger than what WebAssembly reaches.
 *
 * L⁻¹ stands for L, so that a triangular system is a product.
 */
export function kernelBlas(
  crew: Crew,
  shared: SharedMemory,
  { rows, columns, depth }: PartSizes,
): DoubleBlas {
  const free = Array.from({ length: crew.size }, () => ({
    a: shared.doubles(depth * Math.max(rows, depth)),
    b: shared.doubles(depth * columns),
    c: shared.doubles(Math.max(rows * columns, depth ** 2)),
    panels: shared.doubles(depth * (rows + columns + 8)),
  })).map((room, member) => ({ ...room, run: (call: KernelCall) => crew.run(member, call) }))

  async function inThread<T>(use: (thread: (typeof free)[number]) => Promise<T>): Promise<T> {
    const thread = free.pop()!
    try {
      return await use(thread)
    } finally {
      free.push(thread)
    }
  }

  /** c ← op(a) op(b), or c − op(a) op(b). */
  const multiply = (a: Factor, b: Factor, c: Part, result: 'set' | 'subtracted') =>
    inThread(async (thread) => {
      put(thread.a, a)
      put(thread.b, b)
      if (result === 'set') thread.c.fill(0, 0, c.rows * c.columns)
      else put(thread.c, { part: c })
      await thread.run({
        name: 'addProduct',
        values: [
          ...[result === 'set' ? 1 : -1, thread.a.byteOffset, a.isTurned, thread.b.byteOffset, b.isTurned],
          ...[thread.c.byteOffset, c.rows, c.columns, a.isTurned ? a.part.rows : a.part.columns],
          thread.panels.byteOffset,
        ] as never,
      })
      take(c, thread.c)
    })
  const lowerOf = (part: Part, isTurned: boolean): Factor => ({ part, isTurned, isLower: true })
  const plain = (part: Part): Factor => ({ part, isTurned: false })

  return {
    atOnce: crew.size,
    subtractProduct: (a, isTurned, b, c) => multiply({ part: a, isTurned }, plain(b), c, 'subtracted'),
    subtractOuter: (a, b, c) => multiply(plain(a), { part: b, isTurned: true }, c, 'subtracted'),
    solveLeft: (lower, isTurned, b) => multiply(lowerOf(lower, isTurned), plain(b), b, 'set'),
    solveRight: (lower, isTurned, b) => multiply(plain(b), lowerOf(lower, isTurned), b, 'set'),
    factor: (a) =>
      inThread(async (thread) => {
        put(thread.a, { part: a })
        const values = [thread.a.byteOffset, a.rows, thread.c.byteOffset] as const
        const isDefinite = await thread.run({ name: 'invertFactor', values: [...values] })
        take(a, thread.c)
        return Boolean(isDefinite)
      }),
    async invert(a) {
      await multiply(lowerOf(a, true), lowerOf(a, false), a, 'set')
      return true
    },
  }
}

function put(to: Float64Array, { part, isLower }: Pick<Factor, 'part' | 'isLower'>): void {
  const { values, rows, columns, stride } = part
  for (let row = 0; row < rows; row++) {
    to.set(values.subarray(row * stride, row * stride + columns), row * columns)
    if (isLower) to.fill(0, row * columns + row + 1, (row + 1) * columns)
  }
}

function take({ values, rows, columns, stride }: Part, from: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    values.set(from.subarray(row * columns, (row + 1) * columns), row * stride)
  }
}
