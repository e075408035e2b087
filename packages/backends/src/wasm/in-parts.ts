import type { Simd } from './simd'

/** Threads that run kernels beside the one that calls them, on its heap. */
export interface KernelThreads {
  /** With the calling one. */
  readonly size: number
  /** Runs a kernel with each of the values, at most `size` of them, and returns when all calls have ended. @throws if one fails */
  run<Name extends keyof Simd>(name: Name, calls: readonly Parameters<Simd[Name]>[]): void
  end(): Promise<void>
}

/** What a kernel does for each of `count` rows, or other things that do not depend on each other. */
export interface Work {
  readonly count: number
  /** A part begins at a multiple of this number; 1 by default. */
  readonly grain?: number
  /** About how many floats are read and written. */
  readonly floats: number
  /** What all before one cost together, where they do not cost the same. */
  costBefore?(index: number): number
}

/**
 * Runs a kernel that returns nothing, in as many parts as there are threads and the work is worth. A part has the bits that the whole would
 * have.
 *
 * @param valuesOf a part that begins at `from` and ends before `to`; parts are counted from 0
 */
export type InParts = <Name extends keyof Simd>(
  name: Name,
  work: Work,
  valuesOf: (from: number, to: number, part: number) => Parameters<Simd[Name]>,
) => void

/** Waking a thread takes as long as about so many floats. */
const floatsOfPart = 2 ** 16

/** @param threads those that run now, if any */
export function inPartsBy(simd: Simd, threads: () => KernelThreads | undefined): InParts {
  return (name, { count, grain = 1, floats, costBefore = (index) => index }, valuesOf) => {
    const grains = Math.ceil(count / grain)
    const running = threads()
    const size = Math.min(running?.size ?? 1, grains, Math.floor(floats / floatsOfPart))
    if (!running || size < 2) {
      ;(simd[name] as (...values: unknown[]) => unknown)(...valuesOf(0, count, 0))
      return
    }
    const total = costBefore(count)
    const bound = (part: number) =>
      part === size
        ? count
        : grain * firstOf(grains - 1, (at) => costBefore(grain * at) >= (total * part) / size)
    running.run(
      name,
      Array.from({ length: size }, (_, part) => valuesOf(bound(part), bound(part + 1), part)),
    )
  }
}

/** The first of 0 … count for which a condition holds that holds for all after it, too. */
function firstOf(count: number, holds: (index: number) => boolean): number {
  let [from, to] = [0, count]
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}
