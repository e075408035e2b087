import { registerAdam } from './adam'
import { registerClamp } from './clamp'
import { registerMultinomial } from './multinomial'
import { registerSparseLinear } from './sparse-linear'
import type { TensorflowBackend } from './tensorflow-backend'
import { tensorflowOps } from './tensorflow-ops'
import { registerTrainedLinear } from './trained-linear'

/** Registers the fused kernels for which libtensorflow has ops that TensorFlow.js does not use. */
export function registerKernels(backend: TensorflowBackend): void {
  const ops = tensorflowOps(backend)
  registerSparseLinear(ops)
  registerTrainedLinear(ops)
  registerMultinomial(ops)
  registerClamp(ops)
  registerAdam(ops)
}
