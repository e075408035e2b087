import { startWasm } from '../wasm/start'
import { type BlasOptions, type LoadedBlas, loadBlas } from './blas'

/** Makes wasm the current backend, with its matrix products in a BLAS of the system. @throws if no BLAS works */
export async function startNative(options: BlasOptions): Promise<LoadedBlas> {
  const { context } = await startWasm()
  const { product, ...blas } = await loadBlas(context.heap, options)
  context.product = product
  return blas
}
