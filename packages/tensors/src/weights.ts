import { requireKnown } from '@hvamp/random'
import { type Tensor, util, type Variable, variable } from '@tensorflow/tfjs-core'
import { requireBackend } from './require-backend'

/** One trainable tensor. `blocks` equal column blocks of it count as tensors of their own where gradients are normalised. */
export interface Weight {
  /** The tensor. */
  readonly variable: Variable
  readonly shape: readonly number[]
  readonly blocks: number
  /** Its learning rate, as a multiple of the optimizer's. */
  readonly rate: number
  /** Its axis of which a step may touch few indices, such as that of the items: 0 for rows, 1 for columns. */
  readonly sparseAxis: 0 | 1 | undefined
  /** Whether training changes it: see `frozen`. */
  trainable: boolean
  /** Sets its values; takes the tensor over, and disposes it. */
  set(values: Tensor): void
  /** Frees its tensor: it cannot be used afterwards. */
  dispose(): void
}

/** What a weight starts from, as a function: `withoutStarts` leaves it out. */
export interface WeightStart {
  readonly shape: readonly number[]
  make(): Tensor
}

let isStarted = true

/**
 * Builds something whose weights are all set afterwards, such as those read from a file: no start is made for them.
 *
 * @example const network = withoutStarts(() => build()); writeWeights(network.weights, arrays)
 */
export function withoutStarts<Built>(build: () => Built): Built {
  const before = isStarted
  isStarted = false
  try {
    return build()
  } finally {
    isStarted = before
  }
}

/** Whether weights are built without their starts, so that none has values to copy. */
export function areWithoutStarts(): boolean {
  return !isStarted
}

/** Trainable tensors by name; names of nested parts are joined with dots. */
export type Weights = Readonly<Record<string, Weight>>

/** Arrays on the host by name: what checkpoints and model files hold. */
export type NamedArrays = Readonly<Record<string, NamedArray>>
export interface NamedArray {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/**
 * A trainable tensor that starts as `initial`, which it takes over (and disposes), or as what `initial.make` makes.
 *
 * @param options.rate multiplies the optimizer's learning rate; with 0 it starts as a frozen weight
 * @param options.sparseAxis lets an optimizer leave rows (0) or columns (1) alone that a step does not touch, and keep one second moment for each
 * @throws if the columns cannot be divided into `blocks` equal parts, the rate is negative or not finite, or there is no such axis; when it starts, if there is no backend, or `make` gives another shape; when it is used, if it was disposed
 * @example weight({ shape: [20, 4], make: () => heNormal([20, 4], 20, noise) })
 */
export function weight(
  initial: Tensor | WeightStart,
  options: {
    blocks?: number | undefined
    rate?: number | undefined
    sparseAxis?: 0 | 1 | undefined
  } = {},
): Weight {
  requireKnown('weight: options', options, { blocks: true, rate: true, sparseAxis: true })
  const { blocks = 1, rate = 1, sparseAxis } = options
  const { shape } = initial
  const columns = shape.at(-1) ?? 1
  if (!Number.isInteger(blocks) || blocks < 1 || columns % blocks !== 0) {
    throw new Error(`weight: blocks must divide the ${columns} columns of [${shape}], got ${blocks}`)
  }
  if (!(rate >= 0 && Number.isFinite(rate))) {
    throw new Error(`weight: rate must be a finite number of at least 0, got ${rate}`)
  }
  if (
    sparseAxis !== undefined &&
    (!Number.isInteger(sparseAxis) ||
      sparseAxis < 0 ||
      sparseAxis >= shape.length ||
      (blocks > 1 && sparseAxis === shape.length - 1))
  ) {
    throw new Error(
      `weight: sparseAxis must be an axis of [${shape}] that blocks do not divide, got ${sparseAxis}`,
    )
  }
  let made: Variable | undefined
  let trainable = rate > 0
  let isDisposed = false

  function requireUndisposed(): void {
    if (isDisposed) throw new Error(`weight: must not be used after it was disposed, got one of [${shape}]`)
  }

  function set(values: Tensor): void {
    requireUndisposed()
    if (made) made.assign(values)
    else made = variable(values, trainable)
    values.dispose()
  }

  function start({ make }: WeightStart): void {
    requireBackend('weight')
    const values = make()
    if (!util.arraysEqual(values.shape, [...shape])) {
      values.dispose()
      throw new Error(`weight: make must give a tensor of [${shape}], got [${values.shape}]`)
    }
    set(values)
  }

  if (!('make' in initial)) set(initial)
  else if (isStarted) start(initial)
  return {
    shape,
    blocks,
    rate,
    sparseAxis,
    get variable() {
      requireUndisposed()
      if (!made) start(initial as WeightStart)
      return made!
    },
    get trainable() {
      return trainable
    },
    set trainable(isTrainable) {
      trainable = isTrainable
      if (made) made.trainable = isTrainable
    },
    set,
    dispose() {
      made?.dispose()
      made = undefined
      isDisposed = true
    },
  }
}

/**
 * The weights of several parts as one record: `{ prior: { pseudoInputs } }` becomes `{ 'prior.pseudoInputs' }`.
 *
 * @example joinWeights({ encoder: encoder.weights, decoder: decoder.weights })
 */
export function joinWeights(parts: Readonly<Record<string, Weights>>): Weights {
  const joined: Record<string, Weight> = {}
  for (const [part, weights] of Object.entries(parts)) {
    for (const [name, one] of Object.entries(weights)) joined[`${part}.${name}`] = one
  }
  return joined
}

/**
 * Shapes of the weights that something would have, whether they would be trained, and their sparse axes: nothing is allocated.
 *
 * @example weightShapes(() => multVaeNetwork({ items: 1_000_000 }))
 */
export function weightShapes(
  build: () => { readonly weights: Weights },
): Readonly<Record<string, Pick<Weight, 'shape' | 'trainable' | 'sparseAxis'>>> {
  const { weights } = withoutStarts(build)
  const shapes = Object.entries(weights).map(([name, { shape, trainable, sparseAxis }]) => [
    name,
    { shape, trainable, sparseAxis },
  ])
  disposeWeights(weights)
  return Object.fromEntries(shapes)
}

/**
 * Copies the weights to the host.
 *
 * @param into what an earlier reading of these weights gave: overwritten, so that no second copy needs memory
 */
export async function readWeights(weights: Weights, into: NamedArrays = {}): Promise<NamedArrays> {
  const arrays: Record<string, NamedArray> = {}
  for (const [name, { variable }] of Object.entries(weights)) {
    const values = (await variable.data()) as Float32Array
    const { values: target = new Float32Array(values.length) } = into[name] ?? {}
    target.set(values)
    arrays[name] = { shape: variable.shape, values: target }
  }
  return arrays
}

/** Frees the tensors of the weights. */
export function disposeWeights(weights: Weights): void {
  for (const weight of Object.values(weights)) weight.dispose()
}
