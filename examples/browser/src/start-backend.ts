import { type BackendName, type RunningBackend, useBackend } from '@hvamp/backends'
import { useWebgpu } from '@hvamp/backends/webgpu'

/** Starts a backend; `auto` takes WebGPU if the browser has an adapter. */
export function startBackend(name: BackendName | 'auto'): Promise<RunningBackend> {
  return useBackend(name, { webgpu: useWebgpu })
}
