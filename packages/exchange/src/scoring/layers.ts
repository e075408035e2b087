import type { NamedArray } from '@hvamp/tensors'
import type { Graph, Value } from '../onnx/graph'
import { arrayOf, constantOf, type ScoredModel } from './scored-model'

const normEpsilon = 0.1 // of RecVAE's layers: residualNetwork of @hvamp/layers

/** x W + b by the weights of a unit; of its first `columns` outputs alone, where given. */
export function affine(g: Graph, model: ScoredModel, unit: string, x: Value, columns?: number): Value {
  const constant = (name: string) => {
    const { shape, values } = firstColumns(arrayOf(model, `${unit}.${name}`), columns)
    return g.constant(values, shape)
  }
  return g.op('Add', [g.op('MatMul', [x, constant('weight')]), constant('bias')])
}

function firstColumns(array: NamedArray, columns = array.shape.at(-1)!): NamedArray {
  const width = array.shape.at(-1)!
  if (columns === width) return array
  return {
    shape: [...array.shape.slice(0, -1), columns],
    values: array.values.filter((_, at) => at % width < columns),
  }
}

/** tanh(x W + b), or the gated (x W + b) ⊙ σ(x V + c). */
function unit(g: Graph, model: ScoredModel, name: string, x: Value): Value {
  const both = affine(g, model, name, x)
  if (!model.settings.gated) return g.op('Tanh', [both])
  const { value, gate } = g.ops('Split', [both], ['value', 'gate'], { axis: 1, num_outputs: 2 })
  return g.op('Mul', [value, g.op('Sigmoid', [gate])])
}

/** The hidden layers of `network` or `residualNetwork` of @hvamp/layers, by the names of their weights. */
export function hiddenLayers(g: Graph, model: ScoredModel, name: string, x: Value, side?: Value): Value {
  if (`${name}.0.norm.gain` in model.arrays) return residualLayers(g, model, name, x)
  const two = `${name}.left.weight` in model.arrays
  const beside = (a: Value, b: Value) => g.op('Concat', [a, b], { axis: 1 })
  const input = side && !two ? beside(x, side) : x
  const first = two ? 'joint' : '0'
  let hidden = two ? beside(unit(g, model, `${name}.left`, x), unit(g, model, `${name}.right`, side!)) : input
  hidden = unit(g, model, `${name}.${first}`, hidden)
  for (let layer = 1; `${name}.${layer}.weight` in model.arrays; layer++) {
    hidden = unit(g, model, `${name}.${layer}`, hidden)
  }
  return hidden
}

function residualLayers(g: Graph, model: ScoredModel, name: string, x: Value): Value {
  let sum: Value | undefined // of the outputs of all layers before
  let last = x
  for (let layer = 0; `${name}.${layer}.weight` in model.arrays; layer++) {
    const own = affine(g, model, `${name}.${layer}`, last)
    const all = sum ? g.op('Add', [own, sum]) : own
    last = normalized(g, model, `${name}.${layer}.norm`, g.op('Mul', [all, g.op('Sigmoid', [all])]))
    sum = sum ? g.op('Add', [sum, last]) : last
  }
  return last
}

function normalized(g: Graph, model: ScoredModel, name: string, x: Value): Value {
  const mean = (of: Value) => g.op('ReduceMean', [of, g.integers([1])], { keepdims: 1 })
  const centred = g.op('Sub', [x, mean(x)])
  const variance = mean(g.op('Mul', [centred, centred]))
  const deviation = g.op('Sqrt', [g.op('Add', [variance, g.number(normEpsilon)])])
  const scaled = g.op('Mul', [g.op('Div', [centred, deviation]), constantOf(g, model, `${name}.gain`)])
  return g.op('Add', [scaled, constantOf(g, model, `${name}.bias`)])
}
