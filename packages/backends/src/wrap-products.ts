import type { Product } from './wasm/product'

/**
 * Puts something around every matrix product of `native` and `wasm`, for benchmarks and profiles.
 *
 * Holds until the function that is returned is called, or a backend is chosen anew.
 *
 * @param wrap what serves products from now on, made from what has served them
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
