import type { NamedArray } from '@hvamp/tensors'

/**
 * The parameters of PyTorch whose transposes stand side by side in a weight: equal blocks of its columns.
 *
 * @param weight [inputs, outputs], or a bias [outputs]
 * @returns each [outputs / count, inputs], or [outputs / count]
 */
export function parametersIn({ shape, values }: NamedArray, count: number): NamedArray[] {
  const columns = shape.at(-1)!
  const width = columns / count
  const rows = values.length / columns
  return Array.from({ length: count }, (_, block) => {
    const own = new Float32Array(rows * width)
    for (let column = 0; column < width; column++) {
      for (let row = 0; row < rows; row++) {
        own[column * rows + row] = values[row * columns + block * width + column]!
      }
    }
    return { shape: parameterShape(shape, count), values: own }
  })
}

/** The shape of each of `count` parameters that stand side by side in a weight. */
export function parameterShape(shape: readonly number[], count: number): readonly number[] {
  const [columns, rows] = [shape.at(-1)! / count, shape.at(-2)]
  return rows === undefined ? [columns] : [columns, rows]
}

/** The weight that has the transposes of these parameters side by side: `parametersIn` undone. */
export function weightOf(parameters: readonly Float32Array[], shape: readonly number[]): NamedArray {
  const columns = shape.at(-1)!
  const width = columns / parameters.length
  const values = new Float32Array(parameters.reduce((sum, { length }) => sum + length, 0))
  const rows = values.length / columns
  for (const [block, own] of parameters.entries()) {
    for (let column = 0; column < width; column++) {
      for (let row = 0; row < rows; row++) {
        values[row * columns + block * width + column] = own[column * rows + row]!
      }
    }
  }
  return { shape, values }
}
