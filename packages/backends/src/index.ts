export type { BlasOptions } from './blas'
export { type BackendName, type RunningBackend, useBackend } from './use-backend'
