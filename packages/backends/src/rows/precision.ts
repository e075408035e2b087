import type { Floats, RowSystems, VectorMethod } from '@hvamp/tensors'
import type { KernelCall } from './row-kernels'
import type { SharedMemory } from './shared-memory'

/** Rows of a matrix that a panel holds at a time: DEPTH and DEPTH_SINGLE of assembly/rows. */
const panelDepth = 64
/** Rows that are solved side by side in single precision. */
const lanes = 4

/** A matrix [rows, width], and where its products go. */
interface Multiplication {
  readonly matrix: Floats
  readonly width: number
  readonly products: Floats
}

/** The kernels of one precision, with arrays for each thread. */
export interface Precision {
  readonly name: 'single' | 'double'
  widthOf(factorCount: number): number
  floats(length: number): Floats
  /** Multiplications that a row with a number of ones takes, about. */
  multiplications(width: number, ones: number): number
  /** Writes some groups of four rows of the products, in the lower triangle. */
  multiplyCall(multiplication: Multiplication, from: number, to: number, member: number): KernelCall
  solveCall(systems: RowSystems, from: number, to: number, member: number): KernelCall
}

/** Double precision for whole vectors, single precision for blocks. */
export function precisionOf(shared: SharedMemory, threads: number, method: VectorMethod): Precision {
  if (method.name === 'blocks') return single(shared, threads, method.size)
  return double(shared, threads, method.name === 'exact' ? undefined : method.steps)
}

/** @param steps of conjugate gradients; undefined solves exactly */
function double(shared: SharedMemory, threads: number, steps: number | undefined): Precision {
  const rooms = scratch(shared.doubles, threads)
  const panels = scratch(shared.doubles, threads)
  const panelOf = (width: number, member: number) => panels(member, panelDepth * Math.ceil(width / 4) * 4)
  return {
    name: 'double',
    widthOf: (factorCount) => factorCount,
    floats: shared.doubles,
    multiplications: (width, ones) =>
      steps === undefined ? inBlocks(width, ones, width) : steps * width * (width + 2 * ones),
    multiplyCall: ({ matrix, width, products }, from, to, member) => ({
      name: 'outerProducts',
      values: [
        ...[matrix.byteOffset, matrix.length / width, width, products.byteOffset, from, to],
        panelOf(width, member),
      ] as never,
    }),
    solveCall(own, from, to, member) {
      const { width } = own
      if (steps !== undefined) {
        const values = [from, to, width, steps, ...addresses(own), rooms(member, 3 * width)] as const
        return { name: 'solveByGradients', values: [...values] }
      }
      const room = rooms(member, width ** 2)
      const values = [from, to, width, ...addresses(own), room, panelOf(width, member)] as const
      return { name: 'solveExactly', values: [...values] }
    },
  }
}

/** Multiplications that a row with a number of ones takes, block after block. */
const inBlocks = (width: number, ones: number, block: number): number =>
  width * (width + ones * (block / 2 + 3) + block ** 2 / 6)

function single(shared: SharedMemory, threads: number, blockSize: number): Precision {
  const rooms = scratch(shared.floats, threads)
  const upToFour = (value: number) => Math.ceil(value / 4) * 4
  const blockOf = (width: number) => Math.min(width, upToFour(blockSize))
  return {
    name: 'single',
    widthOf: upToFour,
    floats: shared.floats,
    multiplications: (width, ones) => inBlocks(width, ones, blockOf(width)),
    multiplyCall: ({ matrix, width, products }, from, to, member) => ({
      name: 'sumProducts',
      values: [
        ...[matrix.byteOffset, matrix.length / width, width, products.byteOffset, 4 * from, 4 * to],
        rooms(member, panelDepth * width),
      ] as never,
    }),
    solveCall(own, from, to, member) {
      const { width, offsets } = own
      const block = blockOf(width)
      const ones = mostOnes(offsets, from, to)
      const room = 4 * block ** 2 + 4 * width + (5 + panelDepth) * block + ones
      return {
        name: 'solveInBlocks',
        values: [from, to, width, block, ...addresses(own), rooms(member, room)],
      }
    },
  }
}

function addresses(systems: RowSystems) {
  const { offsets, columns, factors, products, weight, target, ridges, solutions, losses } = systems
  return [
    offsets.byteOffset,
    columns.byteOffset,
    factors.byteOffset,
    products.byteOffset,
    weight,
    target,
    ridges.byteOffset,
    solutions.byteOffset,
    losses.byteOffset,
  ] as const
}

/** The most ones that rows side by side have together. */
function mostOnes(offsets: Int32Array, from: number, to: number): number {
  let most = 0
  for (let row = from; row < to; row += lanes) {
    most = Math.max(most, offsets[Math.min(row + lanes, to)]! - offsets[row]!)
  }
  return most
}

/**
 * An array for each thread, which is made anew, at least twice as long, when it is too short: memory that was given out never comes back, and so all
 * arrays of a thread take no more than four times what it needs.
 *
 * @returns its address
 */
function scratch(make: (length: number) => Floats, threads: number) {
  const arrays = new Array<Floats | undefined>(threads)
  return (member: number, length: number): number => {
    const known = arrays[member]
    if (known && known.length >= length) return known.byteOffset
    const array = make(Math.max(length, 2 * (known?.length ?? 0)))
    arrays[member] = array
    return array.byteOffset
  }
}
