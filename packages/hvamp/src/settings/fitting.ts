import { type FitSettings, fitSettings } from '@hvamp/models/definitions'
import { z } from 'zod'

const { batchSize, ...shape } = fitSettings.shape
const warmUpSteps = shape.warmUp.describe('the warm-up in batches instead of epochs')

/** How models are fitted, by the names of the options; each model uses some of them, and one of `warmUp` and `warmUpSteps`. */
export const fittingSettings = z.object({ ...shape, batch: batchSize, warmUpSteps }).partial().shape

const fittingSchema = z.object(fittingSettings)
export type FittingSettings = z.infer<typeof fittingSchema>

/** How a model is fitted by default, by the names of the options. */
export function fittingDefaults({ batchSize, ...fit }: FitSettings): FittingSettings {
  return batchSize === undefined ? fit : { ...fit, batch: batchSize }
}

/** The same settings under the names that the library has. */
export function fitSettingsOf({ batch, warmUpSteps: _, ...fitting }: FittingSettings): FitSettings {
  return { ...fitting, batchSize: batch }
}
