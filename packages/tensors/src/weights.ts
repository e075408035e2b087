import { type Tensor, type Variable, variable } from '@tensorflow/tfjs-core'

/** One trainable tensor. `blocks` equal column blocks of it count as tensors of their own where gradients are normalised. */
export interface Weight {
  readonly variable: Variable
  readonly blocks: number
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
 * A trainable tensor that starts as `initial`, which it takes over (and disposes).
 *
 * @throws if the columns cannot be divided into `blocks` equal parts
 */
export function weight(initial: Tensor, { blocks = 1 }: { blocks?: number | undefined } = {}): Weight {
  const columns = initial.shape.at(-1) ?? 1
  if (!Number.isInteger(blocks) || blocks < 1 || columns % blocks !== 0) {
    throw new Error(`weight: blocks must divide the ${columns} columns of [${initial.shape}], got ${blocks}`)
  }
  const created = { variable: variable(initial), blocks }
  initial.dispose()
  return created
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
  for (const { variable } of Object.values(weights)) variable.dispose()
}
