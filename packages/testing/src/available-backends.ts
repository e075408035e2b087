import { type BackendName, useBackend } from '@hvamp/backends'
import { hasTfjsNode } from './tfjs-node'

/**
 * The backends that can run here: `native` only where the system has a BLAS, `tfjs-node` only where it is installed.
 *
 * @example describe.each(await availableBackends())('on %s', (backend) => { beforeAll(() => useBackend(backend)) })
 */
export async function availableBackends(): Promise<BackendName[]> {
  const { name } = await useBackend('auto')
  const installed: BackendName[] = hasTfjsNode ? ['tfjs-node'] : []
  return name === 'native' ? ['cpu', 'wasm', 'native', ...installed] : ['cpu', 'wasm', ...installed]
}
