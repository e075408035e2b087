import type { NamedArray, NamedArrays } from '@hvamp/tensors'
import type { Graph, Value } from '../onnx/graph'
import type { Histories } from './histories'

/** What the scores of a model are made of. */
export interface ScoredModel {
  readonly settings: Readonly<Record<string, unknown>>
  readonly arrays: NamedArrays
}

/** Adds the scores of all items to a graph: float [users, items]. */
export type Scores = (g: Graph, histories: Histories, model: ScoredModel) => Value

/** An array of a model by its name. @throws if the model has none of that name */
export function arrayOf({ arrays }: Pick<ScoredModel, 'arrays'>, name: string): NamedArray {
  const array = arrays[name]
  if (!array) throw new Error(`modelToOnnx: the model must have an array '${name}', got none`)
  return array
}

/** An array of a model as a constant. */
export function constantOf(g: Graph, model: Pick<ScoredModel, 'arrays'>, name: string): Value {
  const { shape, values } = arrayOf(model, name)
  return g.constant(values, shape)
}
