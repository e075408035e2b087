import type { Product } from './wasm/product'

/**
 * Wraps every matrix product of `native` and `wasm`, for benchmarks and profiles.
 *
 * Lasts until the returned function is called or a backend is chosen.
 *
 * @param wrap makes the new product from the current one
 * @example const unwrap = await wrapProducts((product) => (a, b, c, options) => product(a, b, c, options))
 */
export async function wrapProducts(wrap: (product: Product) => Product): Promise<() => void> {
  const { startWasm } = await import('./wasm/start')
  const { context } = await startWasm()
  const { product } = context
  const wrapped = wrap(product)
  context.product = wrapped
  return () => {
    if (context.product === wrapped) context.product = product
  }
}
