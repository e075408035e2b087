import type { FitOptions, RecommendOptions } from 'hvamp'
import { useBackend } from 'hvamp'

/** Options that a program passes on, whether it has them or not. */
export interface Settings {
  readonly epochs?: number
  readonly patience?: number
  readonly count?: number
  readonly threads?: number
}

export async function passedOn(settings: Settings): Promise<[FitOptions, RecommendOptions]> {
  await useBackend('wasm', { threads: settings.threads, webgpu: undefined })
  const fit: FitOptions = {
    epochs: settings.epochs,
    patience: settings.patience,
    validation: undefined,
    optimizer: undefined,
    signal: undefined,
    onEvent: undefined,
  }
  return [fit, { count: settings.count, seen: undefined, batchSize: undefined }]
}
