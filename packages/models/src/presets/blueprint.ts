import type { Random } from '@hvamp/random'
import type { PresetSettings } from './preset-options'

/** What a preset's network is built from: its settings, and the randomness that its weights start from. */
export interface Blueprint extends PresetSettings {
  readonly random: Random
}
