import type { Graph, Value } from '../onnx/graph'

/** How histories come in: as numbers of items, or as a row of 0 and 1 (of ratings, for models of ratings) for each user. */
export type HistoryInput = 'items' | 'dense'

/** Histories inside the graph. */
export interface Histories {
  /** 1 for each item of a history, 0 elsewhere: [users, items]. */
  readonly seen: Value
  /** Items of each history: [users, 1]. */
  readonly lengths: Value
  /** Of models of ratings, 0 where an item has none: [users, items]. */
  readonly ratings?: Value
}

interface HistoryOptions {
  readonly items: number
  readonly input: HistoryInput
  /** Of models of ratings: what a rating that is not known (NaN) counts as. */
  readonly unknownRating?: number | undefined
}

/**
 * The inputs of a graph for histories.
 *
 * - `items`: `history`, int64 [users, length], with −1 after the end of shorter ones; for models of ratings `ratings`, float of
 *   the same shape
 * - `dense`: `history`, float [users, items], 0 for each item that a user has not
 *
 * Numbers that no item has stop the run of the graph with an error.
 */
export function historyInputs(g: Graph, { items, input, unknownRating }: HistoryOptions): Histories {
  const known = (ratings: Value) =>
    g.op('Where', [g.op('IsNaN', [ratings]), g.number(unknownRating!), ratings])
  if (input === 'dense') {
    const given = g.input('history', 'float', ['users', items])
    const seen = g.op('Cast', [g.op('Not', [g.op('Equal', [given, g.number(0)])])], { to: 1 })
    return {
      seen,
      lengths: lengthsOf(g, seen),
      ...(unknownRating !== undefined && { ratings: known(given) }),
    }
  }
  const history = g.input('history', 'int64', ['users', 'length'])
  const columns = g.op('Add', [g.op('Max', [history, g.integers(-1)]), g.integers(1)]) // 0 is for what is no item
  const users = g.op('Shape', [history], { start: 0, end: 1 })
  const empty = g.op('ConstantOfShape', [g.op('Concat', [users, g.integers([items + 1])], { axis: 0 })])
  const dense = (values: Value) => {
    const all = g.op('ScatterElements', [empty, columns, values], { axis: 1 })
    return g.op('Slice', [all, g.integers([1]), g.integers([items + 1]), g.integers([1])])
  }
  const seen = dense(g.op('Expand', [g.number(1), g.op('Shape', [history])]))
  const lengths = lengthsOf(g, seen)
  if (unknownRating === undefined) return { seen, lengths }
  return { seen, lengths, ratings: dense(known(g.input('ratings', 'float', ['users', 'length']))) }
}

function lengthsOf(g: Graph, seen: Value): Value {
  return g.op('ReduceSum', [seen, g.integers([1])], { keepdims: 1 })
}

/** The same histories as lists: numbers of items, and 1 for each that is one, 0 for what fills shorter lists. */
export interface HistoryLists {
  readonly items: Value // int64 [users, longest]
  readonly isItem: Value // float [users, longest]
}

/** The items of each history one after another, in rising order. */
export function historyLists(g: Graph, { seen, lengths }: Histories): HistoryLists {
  const longest = g.op('ReduceMax', [g.op('Cast', [lengths], { to: 7 })], { keepdims: 0 })
  const count = g.op('Reshape', [g.op('Max', [longest, g.integers(1)]), g.integers([1])])
  const { isItem, items } = g.ops('TopK', [seen, count], ['isItem', 'items'], { axis: 1 })
  return { items, isItem }
}
