import { z } from 'zod'

export const backends = ['auto', 'native', 'webgpu', 'wasm', 'cpu', 'tfjs-node', 'tfjs-node-gpu'] as const

/** What computes. */
export const backendSettings = {
  backend: z.enum(backends),
  threads: z.int().min(1).optional(),
}

const backendSchema = z.object(backendSettings)
export type BackendSettings = z.infer<typeof backendSchema>

export const backendDefaults: BackendSettings = { backend: 'auto' }
