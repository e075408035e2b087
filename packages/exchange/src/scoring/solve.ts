import type { Graph, Value } from '../onnx/graph'

/**
 * Solves a system for each user by Gauss and Jordan's elimination, without pivots: for symmetric positive definite matrices.
 *
 * @param matrices double [users, size, size]
 * @param sides double [users, size]
 * @returns double [users, size]
 */
export function solved(
  g: Graph,
  { matrices, sides, size }: { matrices: Value; sides: Value; size: number },
): Value {
  const at = (axis: number) => g.integers([axis])
  const systems = g.op('Concat', [matrices, g.op('Unsqueeze', [sides, at(2)])], { axis: 2 }) // [users, size, size + 1]

  const body = g.inner('eliminate')
  const step = body.input('step', 'int64', [])
  const go = body.input('go', 'bool', [])
  const before = body.input('before', 'double', ['users', size, size + 1])
  const row = body.op('Gather', [before, step], { axis: 1 }) // [users, size + 1]
  const pivot = body.op('Unsqueeze', [body.op('Gather', [row, step], { axis: 1 }), body.integers([1])])
  const scaled = body.op('Unsqueeze', [body.op('Div', [row, pivot]), body.integers([1])])
  const column = body.op('Unsqueeze', [body.op('Gather', [before, step], { axis: 2 }), body.integers([2])])
  const eliminated = body.op('Sub', [before, body.op('Mul', [column, scaled])])
  const rows = body.constant(
    BigInt64Array.from({ length: size }, (_, at) => BigInt(at)),
    [size, 1],
  )
  const after = body.op('Where', [body.op('Equal', [rows, step]), scaled, eliminated])
  body.output('goOn', go, 'bool', [])
  body.output('after', after, 'double', ['users', size, size + 1])

  const always = g.op('Cast', [g.number(1)], { to: 9 })
  const end = g.op('Loop', [g.integers(size), always, systems], { body: body.content() })
  return g.op('Squeeze', [g.op('Slice', [end, at(size), at(size + 1), at(2)]), at(2)])
}
