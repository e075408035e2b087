import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { Heap } from './heap'
import type { Product } from './product'
import type { Simd } from './simd'

/** What the fused kernels work with. */
export interface WasmContext {
  readonly backend: BackendWasm
  readonly heap: Heap
  readonly simd: Simd
  /** By wasm or by a BLAS: which one can change while the backend runs. */
  product: Product
}
