import { mostPages } from '../wasm/shared-memory-module'

/** Bytes of a page of WebAssembly. */
const PAGE = 65_536
/** Arrays begin at multiples of a cache line, so that no two threads write to the same one. */
const LINE = 64

/** Memory that threads share, given out piece by piece until all of it is dropped. */
export interface SharedMemory {
  readonly memory: WebAssembly.Memory
  /** Zeros. @throws with the code HVAMP_OUT_OF_MEMORY where there is no room left */
  floats(length: number): Float32Array
  /** Zeros. @throws with the code HVAMP_OUT_OF_MEMORY where there is no room left */
  doubles(length: number): Float64Array
  /** Zeros. @throws with the code HVAMP_OUT_OF_MEMORY where there is no room left */
  integers(length: number): Int32Array
}

/** A new memory, which grows as it is given out. */
export function sharedMemory(): SharedMemory {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true })
  let next = LINE // an address of 0 means none

  function place(bytes: number): number {
    const at = next
    next += Math.ceil(bytes / LINE) * LINE
    const missing = next - memory.buffer.byteLength
    if (missing > 0) grow(memory, missing, next)
    return at
  }

  return {
    memory,
    floats: (length) => {
      const at = place(length * 4)
      return new Float32Array(memory.buffer, at, length)
    },
    doubles: (length) => {
      const at = place(length * 8)
      return new Float64Array(memory.buffer, at, length)
    },
    integers: (length) => {
      const at = place(length * 4)
      return new Int32Array(memory.buffer, at, length)
    },
  }
}

function grow(memory: WebAssembly.Memory, missing: number, wanted: number): void {
  try {
    memory.grow(Math.ceil(missing / PAGE))
  } catch (cause) {
    const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`
    const most = `the vectors and interactions must fit in ${gigabytes(PAGE * mostPages)}`
    throw Object.assign(
      new Error(`rowSolverInThreads: out of memory: ${most}, got ${gigabytes(wanted)}`, { cause }),
      {
        code: 'HVAMP_OUT_OF_MEMORY' as const,
      },
    )
  }
}
