import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { getKernel, type KernelFunc } from '@tensorflow/tfjs-core'
import { registerAccumulate } from './accumulate'
import { registerAdam } from './adam'
import { allOrNothingOf } from './all-or-nothing'
import type { WasmContext } from './context'
import { registerElementwise } from './elementwise'
import { heapOf } from './heap'
import { registerIdentity } from './identity'
import { inPartsBy } from './in-parts'
import { lazyGradients } from './lazy-gradients'
import { registerLinearGrad } from './linear-grad'
import { registerMatMul } from './mat-mul'
import { registerMultinomial } from './multinomial'
import { guardKernels, refuseFailedAllocations } from './out-of-memory'
import { type Product, wasmProduct } from './product'
import { registerRankUnseen } from './rank-unseen'
import { simdOn } from './simd'
import { registerSlice } from './slice'
import { registerSlices } from './slices'
import { registerSoftmax } from './softmax'
import { registerSparseLinear } from './sparse-linear'
import { startTensorflowWasm } from './tensorflow-wasm'
import { registerTrainedLinear } from './trained-linear'

/** The running wasm backend with its fused kernels, and the product it has without a BLAS. */
export interface StartedWasm {
  readonly context: WasmContext
  readonly product: Product
}

let started: Promise<StartedWasm> | undefined

/**
 * Makes wasm the current backend; the first call starts it and registers the fused kernels.
 *
 * @param shared whether threads can share its memory, if this call is the first
 */
export async function startWasm(shared = false): Promise<StartedWasm> {
  const backend = await startTensorflowWasm(shared)
  started ??= registerKernels(backend)
  return started
}

async function registerKernels(wasm: BackendWasm): Promise<StartedWasm> {
  refuseFailedAllocations(wasm)
  const heap = heapOf(wasm)
  const simd = await simdOn(heap.memory)
  const own = {
    batchMatMul: kernel('BatchMatMul'),
    fusedMatMul: kernel('_FusedMatMul'),
    cast: kernel('Cast'),
    slice: kernel('Slice'),
  }
  const product = wasmProduct(wasm, heap, simd, own.batchMatMul)
  const context: WasmContext = {
    backend: wasm,
    heap,
    simd,
    product,
    inParts: inPartsBy(simd, () => context.threads),
    allOrNothing: allOrNothingOf(wasm),
  }
  const gradients = lazyGradients(context)
  const accumulator = registerAccumulate(context, gradients, kernel('Add'))
  registerMatMul(context, own)
  registerLinearGrad(context, accumulator)
  registerSparseLinear(context, accumulator, gradients)
  registerTrainedLinear(context, gradients)
  registerSoftmax(context)
  registerMultinomial(context)
  registerElementwise(context, own.cast)
  registerAdam(context, gradients)
  registerIdentity(context)
  registerSlice(context, own.slice)
  registerSlices(context)
  registerRankUnseen(context)
  guardKernels(wasm, context.allOrNothing)
  return { context, product }
}

function kernel(name: string): KernelFunc {
  return getKernel(name, 'wasm').kernelFunc
}
