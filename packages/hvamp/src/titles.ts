import type { ModelSettings } from './model-options'

const names = { hvamp: 'H+Vamp', vamp: 'Vamp', 'mult-vae': 'Mult-VAE', 'mult-dae': 'Mult-DAE' } as const

/** A model as the paper calls it: H+Vamp (Gated). */
export function modelTitle({ model, gated }: Pick<ModelSettings, 'model' | 'gated'>): string {
  return gated ? `${names[model]} (Gated)` : names[model]
}
