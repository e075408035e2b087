import type { Graph, Value } from '../onnx/graph'
import { arrayOf, constantOf, type Scores } from './scored-model'

/** x B of EASE, EDLAE and RDLAE. */
export const easeScores: Scores = (g, { seen }, model) =>
  g.op('MatMul', [seen, constantOf(g, model, 'weights')])

/** x A Aᵀ − x of ELSA, where the rows of A are its vectors over their lengths. */
export const elsaScores: Scores = (g, { seen }, model) => {
  const { shape, values } = arrayOf(model, 'vectors')
  const [items, size] = shape as [number, number]
  const directions = new Float32Array(values.length)
  for (let item = 0; item < items; item++) {
    const own = values.subarray(item * size, (item + 1) * size)
    const length = Math.hypot(...own)
    for (const [i, value] of own.entries()) directions[item * size + i] = value / length
  }
  const a = g.constant(directions, shape)
  const product = g.op('MatMul', [g.op('MatMul', [seen, a]), transposed(g, a)])
  return g.op('Sub', [product, seen])
}

/** The training users who have each item, the same for every history. */
export const popularityScores: Scores = (g, { seen }, model) =>
  g.op('Expand', [constantOf(g, model, 'counts'), g.op('Shape', [seen])])

/** x W of sparse weights, of SLIM and item-kNN. */
export const sparseScores: Scores = (g, { seen }, model) => {
  const values = arrayOf(model, 'values').values
  const columns = transposed(g, seen)
  const entries = {
    from: entryRows(arrayOf(model, 'lengths').values),
    to: arrayOf(model, 'columns').values,
  }
  const parts = g.op('Mul', [
    g.op('Gather', [columns, integerList(g, entries.from)]),
    g.constant(values, [values.length, 1]),
  ])
  return transposed(g, addedUp(g, { parts, to: entries.to, like: columns }))
}

export const transposed = (g: Graph, x: Value) => g.op('Transpose', [x], { perm: [1, 0] })

/** int64 of one dimension out of whole numbers. */
export function integerList(g: Graph, values: ArrayLike<number>): Value {
  return g.constant(BigInt64Array.from(values, BigInt), [values.length])
}

/** The row of each entry of a matrix that is saved by the lengths of its rows. */
export function entryRows(lengths: Float32Array): Int32Array {
  const rows = new Int32Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const [row, length] of lengths.entries()) {
    rows.fill(row, at, at + length)
    at += length
  }
  return rows
}

/** Rows `parts` [entries, width], added up in the rows `to` of a matrix of 0 that is as large as another, or has `rows` rows. */
export function addedUp(
  g: Graph,
  { parts, to, like, rows }: { parts: Value; to: ArrayLike<number>; like: Value; rows?: number },
): Value {
  const shape =
    rows === undefined
      ? g.op('Shape', [like])
      : g.op('Concat', [g.integers([rows]), g.op('Shape', [like], { start: 1 })], { axis: 0 })
  const zeros = g.op('ConstantOfShape', [shape])
  const places = g.op('Unsqueeze', [integerList(g, to), g.integers([1])])
  return g.op('ScatterND', [zeros, places, parts], { reduction: 'add' })
}
