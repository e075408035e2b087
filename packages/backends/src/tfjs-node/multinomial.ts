import { rowSums, type SparseRows } from '@hvamp/layers'
import {
  expandDims,
  gather,
  gatherND,
  logSumExp,
  mul,
  neg,
  softmax,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core'
import { register } from './register'
import { placesOf } from './sparse-entries'
import type { TensorflowOps } from './tensorflow-ops'

interface Options {
  readonly rows: SparseRows
}

/** `HvampMultinomial` and its gradient, which touch the target's entries only: see `multinomialLogLikelihood` of @hvamp/layers. */
export function registerMultinomial(ops: TensorflowOps): void {
  const { binding } = ops.backend

  register('HvampMultinomial', ({ logits }: { logits: Tensor2D }, { rows }: Options): Tensor[] => {
    const logNormalizer = logSumExp<Tensor1D>(logits, 1)
    const { places, owners, values } = targetOf(rows)
    const chosen = unsortedSegmentSum(mul(gatherND(logits, places), values), owners, rows.rowCount)
    return [sub(chosen, mul(rowSums(rows), logNormalizer)), logNormalizer]
  })

  register(
    'HvampMultinomialGrad',
    ({ dy, logits }: { dy: Tensor1D; logits: Tensor2D }, { rows }: Options): Tensor => {
      const { places, owners, values } = targetOf(rows)
      const everywhere = mul(softmax(logits), expandDims(neg(mul(dy, rowSums(rows))), 1))
      const attributes = [ops.type('T', binding.TF_FLOAT), ops.type('Tindices', binding.TF_INT32)]
      return ops.run('TensorScatterAdd', attributes, [everywhere, places, mul(gather(dy, owners), values)])
    },
  )
}

/** Places, rows and values of the entries. */
function targetOf(rows: SparseRows): { places: Tensor2D; owners: Tensor1D; values: Tensor1D } {
  const places = placesOf(rows)
  return {
    places: tensor2d(places, [rows.columns.length, 2], 'int32'),
    owners: tensor1d(
      places.filter((_, at) => at % 2 === 0),
      'int32',
    ),
    values: tensor1d(rows.values),
  }
}
