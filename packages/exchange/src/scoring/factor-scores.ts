import type { Graph, Value } from '../onnx/graph'
import { type Histories, historyLists } from './histories'
import { arrayOf, type ScoredModel, type Scores } from './scored-model'
import { solved } from './solve'

// Systems are solved in doubles, as the models themselves do: single precision would be too little for many factors.

const double = (g: Graph, value: number) => g.constant(Float64Array.of(value), [])
const asDouble = (g: Graph, value: Value) => g.op('Cast', [value], { to: 11 })

/** The vectors of the items of each history: double [users, longest, size], 0 for what fills shorter ones. */
function vectorsOfHistories(g: Graph, histories: Histories, vectors: Value) {
  const { items, isItem } = historyLists(g, histories)
  const mask = g.op('Unsqueeze', [asDouble(g, isItem), g.integers([2])])
  const own = g.op('Mul', [g.op('Gather', [vectors, items]), mask])
  const products = g.op('MatMul', [g.op('Transpose', [own], { perm: [0, 2, 1] }), own]) // [users, size, size]
  return { items, isItem, own, products }
}

const identity = (size: number) =>
  Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0))

/** How the vector of a history is solved: see `RowSystems` of @hvamp/tensors. */
interface Weights {
  readonly weight: number
  readonly target: number
  /** Double, [users, 1, 1] or one number. */
  readonly ridge: Value
}

/** Products of the items' vectors with the vector that solves each history's weighted least squares. */
function weightedScores(
  g: Graph,
  histories: Histories,
  model: ScoredModel,
  { weight, target, ridge }: Weights,
): Value {
  const { shape, values } = arrayOf(model, 'itemFactors')
  const [, size] = shape as [number, number]
  const vectors = asDouble(g, g.constant(values, shape))
  const { own, products } = vectorsOfHistories(g, histories, vectors)
  const ofAll = g.constant(productsOfColumns(values, size), [size, size])
  const penalty = g.op('Mul', [g.constant(identity(size), [size, size]), ridge])
  const matrices = g.op('Add', [g.op('Mul', [products, double(g, weight)]), g.op('Add', [ofAll, penalty])])
  const sides = g.op('Mul', [g.op('ReduceSum', [own, g.integers([1])], { keepdims: 0 }), double(g, target)])
  const users = solved(g, { matrices, sides, size })
  return g.op('Cast', [g.op('MatMul', [users, g.op('Transpose', [vectors], { perm: [1, 0] })])], { to: 1 })
}

/** Scores of WMF. */
export const wmfScores: Scores = (g, histories, model) => {
  const { positiveWeight, l2 } = model.settings as Record<string, number>
  const weights = { weight: positiveWeight! - 1, target: positiveWeight!, ridge: double(g, l2!) }
  return weightedScores(g, histories, model, weights)
}

/** Scores of iALS, whose penalty grows with the length of a history. */
export const ialsScores: Scores = (g, histories, model) => {
  const { unobservedWeight, l2, frequencyExponent } = model.settings as Record<string, number>
  const [items] = arrayOf(model, 'itemFactors').shape as [number, number]
  const frequency = g.op('Add', [asDouble(g, histories.lengths), double(g, unobservedWeight! * items)])
  const scaled = g.op('Mul', [
    g.op('Pow', [frequency, double(g, frequencyExponent!)]),
    double(g, l2! / unobservedWeight!),
  ])
  const weight = 1 / unobservedWeight!
  const ridge = g.op('Unsqueeze', [scaled, g.integers([2])])
  return weightedScores(g, histories, model, { weight, target: weight, ridge })
}

/** MᵀM of a matrix of `size` columns. */
function productsOfColumns(values: Float32Array, size: number): Float64Array {
  const products = new Float64Array(size * size)
  for (let row = 0; row < values.length; row += size) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) products[i * size + j]! += values[row + i]! * values[row + j]!
    }
  }
  return products
}

/** Ratings that matrix factorization predicts, where each history's vector and bias solve its ridge regression. */
export const matrixFactorizationScores: Scores = (g, histories, model) => {
  const { factors, l2, weighting } = model.settings as { factors: number; l2: number; weighting: string }
  const size = factors + 1
  const [mean] = arrayOf(model, 'scale').values
  const { shape, values } = arrayOf(model, 'items')
  const biases = Float64Array.from({ length: shape[0]! }, (_, item) => mean! + values[item * size + factors]!)
  const features = asDouble(
    g,
    g.constant(
      values.map((value, at) => (at % size === factors ? 1 : value)),
      shape,
    ),
  )
  const known = g.constant(biases, [biases.length])
  const { items, isItem, own, products } = vectorsOfHistories(g, histories, features)
  // An empty history has a system of zeros, and the solution 0 by any other matrix.
  const counted = g.op('Max', [asDouble(g, histories.lengths), double(g, 1)])
  const penalty = g.op('Unsqueeze', [
    weighting === 'perRating'
      ? g.op('Mul', [counted, double(g, l2)])
      : g.constant(Float64Array.of(l2), [1, 1]),
    g.integers([2]),
  ])
  const matrices = g.op('Add', [products, g.op('Mul', [g.constant(identity(size), [size, size]), penalty])])
  const rated = asDouble(g, g.op('GatherElements', [histories.ratings!, items], { axis: 1 }))
  const left = g.op('Mul', [g.op('Sub', [rated, g.op('Gather', [known, items])]), asDouble(g, isItem)])
  const sides = g.op('Squeeze', [
    g.op('MatMul', [g.op('Unsqueeze', [left, g.integers([1])]), own]),
    g.integers([1]),
  ])
  const users = solved(g, { matrices, sides, size })
  const predicted = g.op('MatMul', [users, g.op('Transpose', [features], { perm: [1, 0] })])
  return g.op('Cast', [g.op('Add', [predicted, known])], { to: 1 })
}
