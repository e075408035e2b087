import { type Random, requireCount, requireKnown } from '@hvamp/random'
import { frozen, type TrainedRows, type Weight, weight } from '@hvamp/tensors'
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'
import { posteriorMixture } from './posterior-mixture'
import type { Prior } from './prior'
import { type PseudoInputStart, pseudoInputsOf } from './pseudo-inputs'

export interface SparseVampPriorOptions extends PseudoInputStart {
  /** The posterior's own encoder, on sparse rows whose values are trained; the noise is training's (dropout). */
  readonly encode: (pseudoInputs: TrainedRows, noise?: Random) => DiagonalGaussian
  /** Number of components K. */
  readonly pseudoInputs: number
  /** Columns of the encoder's input. */
  readonly inputSize: number
  /** Columns that a pseudo-input has values in, its support: as many in each; the rest of it is 0. */
  readonly entries: number
  /** The support of each pseudo-input, [K · entries] row by row; drawn uniformly from `random` by default. */
  readonly columns?: ArrayLike<number> | undefined
}

/**
 * A VampPrior whose pseudo-inputs are sparse: 1/K Σ_k q(z | u_k), where u_k has learned values in a fixed support and is 0
 * elsewhere. It has K · entries values to learn, not K · inputSize, and its encoder's first layer does as little work.
 *
 * The values start and are clamped as those of `vampPrior`, which it equals where the support is every column in order.
 * Weights: `pseudoInputs` [K, entries], and `columns` [K, entries], the support, which is frozen; the encoder's are not
 * among them.
 *
 * @throws if a count is not a positive integer, entries exceeds inputSize, a column of the support is out of range or twice
 *   in a pseudo-input, or an option of the start is out of range
 * @example sparseVampPrior({ encode: (u, noise) => encoder.encode(u, noise), pseudoInputs: 1000, inputSize: 20_000, entries: 100, random: random(1) })
 */
export function sparseVampPrior(
  options: SparseVampPriorOptions,
): Prior<{ readonly pseudoInputs: Weight; readonly columns: Weight }> {
  requireKnown('sparseVampPrior: options', options, {
    encode: 'function',
    pseudoInputs: true,
    inputSize: true,
    entries: true,
    columns: true,
    random: 'random',
    range: true,
    initialMean: true,
    initialDeviation: true,
    rate: true,
  })
  const { encode, pseudoInputs, inputSize, entries, columns: support, ...start } = options
  const sizes = { pseudoInputs, inputSize, entries }
  for (const [name, value] of Object.entries(sizes)) requireCount(`sparseVampPrior: ${name}`, value)
  if (entries > inputSize) {
    throw new Error(`sparseVampPrior: entries must be at most inputSize, ${inputSize}, got ${entries}`)
  }
  if (support) requireSupport(support, sizes)
  const shape: [number, number] = [pseudoInputs, entries]
  const inputs = pseudoInputsOf('sparseVampPrior', shape, start)
  const columns = weight({
    shape,
    make: () =>
      tensor2d(Float32Array.from(support ?? drawnSupport(sizes, start.random.fork('columns'))), shape),
  })
  frozen({ columns })
  const rows = (): TrainedRows => ({
    columnCount: inputSize,
    columns: columns.variable as Tensor2D,
    values: inputs.clamped(),
  })
  return {
    weights: { pseudoInputs: inputs.weight, columns },
    ...posteriorMixture('sparseVampPrior', pseudoInputs, (noise) => encode(rows(), noise)),
  }
}

type Sizes = Pick<SparseVampPriorOptions, 'pseudoInputs' | 'inputSize' | 'entries'>

/** Different columns for each pseudo-input. */
function drawnSupport({ pseudoInputs, inputSize, entries }: Sizes, random: Random): Int32Array {
  const columns = new Int32Array(pseudoInputs * entries)
  for (let row = 0; row < pseudoInputs; row++) {
    columns.set(random.permutation(inputSize).subarray(0, entries), row * entries)
  }
  return columns
}

function requireSupport(columns: ArrayLike<number>, { pseudoInputs, inputSize, entries }: Sizes): void {
  const fail = (rule: string) => {
    throw new Error(`sparseVampPrior: ${rule}`)
  }
  if (columns.length !== pseudoInputs * entries) {
    fail(`columns must be ${pseudoInputs} · ${entries}, one for each entry, got ${columns.length}`)
  }
  const lastRow = new Int32Array(inputSize).fill(-1) // the last pseudo-input that a column is in
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!
    const row = Math.floor(i / entries)
    if (lastRow[column] === undefined) {
      fail(`columns must be whole numbers in [0, ${inputSize}), got ${column}`)
    }
    if (lastRow[column] === row) fail(`columns of a pseudo-input must differ, got ${column} twice`)
    lastRow[column] = row
  }
}
