import { type BackendName, useBackend } from '@hvamp/backends'

/**
 * The backends that can run here: `native` only where the system has a BLAS.
 *
 * @example describe.each(await availableBackends())('on %s', (backend) => { beforeAll(() => useBackend(backend)) })
 */
export async function availableBackends(): Promise<BackendName[]> {
  const { name } = await useBackend('auto')
  return name === 'native' ? ['cpu', 'wasm', 'native'] : ['cpu', 'wasm']
}
