import { engine, getBackend } from '@tensorflow/tfjs-core'

/** The `code` of the error where TensorFlow.js has no backend. */
export const noBackend = 'HVAMP_NO_BACKEND'

/**
 * Refuses to go on where nothing can be computed.
 *
 * @param where prefix of the error
 * @throws if TensorFlow.js has no backend to compute on
 * @example requireBackend('vampPrior')
 */
export function requireBackend(where: string): void {
  if (getBackend() || engine().backendNames().length > 0) return
  throw Object.assign(
    new Error(`${where}: a backend must be started first, got none: await useBackend() of @hvamp/backends`),
    { code: noBackend },
  )
}
