/** Types of the elements of a tensor. */
export type ElementType = 'float' | 'double' | 'int64' | 'bool'

/** Lengths of the dimensions of a tensor; a name stands for a length that differs from call to call. */
export type Shape = readonly (number | string)[]

/** A tensor of the graph: an input, a constant, or what a node makes. */
export interface Value {
  readonly name: string
}

/** Values of a constant; their kind of array says their type. */
export type Values = Float32Array | Float64Array | BigInt64Array

/** A constant with its values. */
export interface Constant {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Values
}

/** What a node is given beside its inputs: an integer, a list of them, a text, or a graph that it runs. */
export type Attribute = number | readonly number[] | string | GraphContent

/** One operation. */
export interface Node {
  readonly type: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** A named tensor at the edge of a graph. */
export interface Port {
  readonly name: string
  readonly type: ElementType
  readonly shape: Shape
}

/** All that a graph consists of. */
export interface GraphContent {
  readonly name: string
  readonly nodes: readonly Node[]
  readonly constants: readonly Constant[]
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
}

/** A graph that grows by one operation after another, in the order in which they run. */
export interface Graph {
  input(name: string, type: ElementType, shape: Shape): Value
  /** Gives a value out under a name. */
  output(name: string, value: Value, type: ElementType, shape: Shape): void
  /** @throws if there are not as many values as the shape says */
  constant(values: Values, shape: readonly number[]): Value
  /** A float of no dimensions. */
  number(value: number): Value
  /** int64, of one dimension, or of none for a number alone. */
  integers(value: number | readonly number[]): Value
  /** Adds an operation by its name in the ONNX specification; it has one output. */
  op(type: string, inputs: readonly Value[], attributes?: Readonly<Record<string, Attribute>>): Value
  /** The same for operations with several outputs. */
  ops<const Names extends readonly string[]>(
    type: string,
    inputs: readonly Value[],
    outputs: Names,
    attributes?: Readonly<Record<string, Attribute>>,
  ): { readonly [Name in Names[number]]: Value }
  /** A graph that a node runs; it may use the values of this one. */
  inner(name: string): Graph
  content(): GraphContent
}

/**
 * An empty graph.
 *
 * @example const g = graph('scores'); g.output('y', g.op('MatMul', [g.input('x', 'float', ['rows', 2]), w]), 'float', ['rows', 3])
 */
export function graph(name: string): Graph {
  return growing(name, { count: 0 })
}

/** @param counter shared with outer graphs, so that no two values have one name */
function growing(name: string, counter: { count: number }): Graph {
  const nodes: Node[] = []
  const constants: Constant[] = []
  const inputs: Port[] = []
  const outputs: Port[] = []
  const named = (kind: string) => `${kind}_${counter.count++}`

  function constant(values: Values, shape: readonly number[]): Value {
    const size = shape.reduce((product, length) => product * length, 1)
    if (values.length !== size) {
      throw new Error(`graph: a constant of shape [${shape}] must have ${size} values, got ${values.length}`)
    }
    const own = { name: named('constant'), shape, values }
    constants.push(own)
    return own
  }

  const ops: Graph['ops'] = (type, given, names, attributes = {}) => {
    const made = Object.fromEntries(names.map((each) => [each, { name: named(`${type}_${each}`) }]))
    nodes.push({
      type,
      inputs: given.map((value) => value.name),
      outputs: names.map((each) => made[each]!.name),
      attributes,
    })
    return made as { readonly [Name in (typeof names)[number]]: Value }
  }

  return {
    input(input, type, shape) {
      inputs.push({ name: input, type, shape })
      return { name: input }
    },
    output(output, value, type, shape) {
      nodes.push({ type: 'Identity', inputs: [value.name], outputs: [output], attributes: {} })
      outputs.push({ name: output, type, shape })
    },
    constant,
    number: (value) => constant(Float32Array.of(value), []),
    integers(value) {
      const list = typeof value === 'number' ? [value] : value
      return constant(BigInt64Array.from(list, BigInt), typeof value === 'number' ? [] : [list.length])
    },
    op: (type, given, attributes) => ops(type, given, ['out'], attributes).out,
    ops,
    inner: (inner) => growing(inner, counter),
    content: () => ({ name, nodes, constants, inputs, outputs }),
  }
}
