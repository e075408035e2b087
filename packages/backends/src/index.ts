export type { BlasOptions } from './blas'
export { type BackendName, type RunningBackend, useBackend } from './use-backend'
export type { Product } from './wasm/product'
export { wrapProducts } from './wrap-products'
