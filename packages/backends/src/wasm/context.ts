import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { AllOrNothing } from './all-or-nothing'
import type { Heap } from './heap'
import type { InParts, KernelThreads } from './in-parts'
import type { Product } from './product'
import type { Simd } from './simd'

/** The parts of the running backend that the fused kernels use. */
export interface WasmContext {
  readonly backend: BackendWasm
  readonly heap: Heap
  readonly simd: Simd
  /** By wasm or by a BLAS: which one can change while the backend runs. */
  product: Product
  /** Threads that share the work of kernels, if any: they can change, too. */
  threads?: KernelThreads | undefined
  readonly inParts: InParts
  /** Every kernel runs in it. */
  readonly allOrNothing: AllOrNothing
}

/** Ends the threads of kernels, which nothing uses any more while they end. */
export async function endThreads(context: WasmContext): Promise<void> {
  const { threads } = context
  context.threads = undefined
  await threads?.end()
}
