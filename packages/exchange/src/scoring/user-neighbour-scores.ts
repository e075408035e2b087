import { addedUp, entryRows, integerList, transposed } from './linear-scores'
import { arrayOf, type Scores } from './scored-model'

/**
 * Sums of the cosines of the nearest training users who have an item.
 *
 * Cosines are doubles, as in the model itself: which users are nearest must not hang on a rounding.
 */
export const userNeighbourScores: Scores = (g, { seen, lengths }, model) => {
  const { neighbours, shrinkage } = model.settings as { neighbours: number; shrinkage: number }
  const ones = arrayOf(model, 'lengths').values // of each training user
  const users = entryRows(ones)
  const items = arrayOf(model, 'items').values
  const double = (values: Iterable<number>, shape: number[]) => g.constant(Float64Array.from(values), shape)

  const columns = transposed(g, seen)
  const had = g.op('Gather', [columns, integerList(g, items)])
  const shared = g.op(
    'Cast',
    [transposed(g, addedUp(g, { parts: had, to: users, like: columns, rows: ones.length }))],
    { to: 11 },
  )
  const product = g.op('Mul', [g.op('Cast', [lengths], { to: 11 }), double(ones, [1, ones.length])])
  const cosines = g.op('Div', [shared, g.op('Add', [g.op('Sqrt', [product]), double([shrinkage], [])])])
  const hasShared = g.op('Greater', [shared, double([0], [])])
  const candidates = g.op('Where', [hasShared, cosines, double([Number.NEGATIVE_INFINITY], [])])
  const count = g.integers([Math.min(neighbours, ones.length)])
  const nearest = g.ops('TopK', [candidates, count], ['cosines', 'users'], { axis: 1 })
  const weights = g.op('Cast', [g.op('Max', [nearest.cosines, double([0], [])])], { to: 1 })
  const nobody = g.op('ConstantOfShape', [g.op('Shape', [candidates])])
  const ofUsers = g.op('ScatterElements', [nobody, nearest.users, weights], { axis: 1 })
  const parts = g.op('Gather', [transposed(g, ofUsers), integerList(g, users)])
  return transposed(g, addedUp(g, { parts, to: items, like: columns }))
}
