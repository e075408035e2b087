import type { NamedArray } from '@hvamp/tensors'

/** For each index of an axis the index that its values come from, −1 where they stay; undefined where all have the same index. */
export type Sources = Int32Array | undefined

/**
 * An array whose values come from another one, index by index of each axis.
 *
 * @param fresh has the shape, and the values that stay; it is changed
 */
export function movedArray(fresh: NamedArray, from: NamedArray, sources: readonly Sources[]): NamedArray {
  const { values } = fresh
  const [steps, stepsFrom] = [stepsOf(fresh.shape), stepsOf(from.shape)]
  const lastMoved = sources.findLastIndex((source) => source !== undefined)

  function move(axis: number, to: number, at: number): void {
    if (axis > lastMoved) {
      const length = axis === 0 ? values.length : steps[axis - 1]!
      values.set(from.values.subarray(at, at + length), to)
      return
    }
    const source = sources[axis]
    for (let i = 0; i < fresh.shape[axis]!; i++) {
      const j = source ? source[i]! : i
      if (j >= 0) move(axis + 1, to + i * steps[axis]!, at + j * stepsFrom[axis]!)
    }
  }
  move(0, 0, 0)
  return fresh
}

/** How far apart the values of neighbouring indices of each axis are. */
function stepsOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1))
}
