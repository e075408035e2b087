import { z } from 'zod'
import { type BackendSettings, backendDefaults, backendSettings } from './backend'
import { type DataSettings, dataDefaults, dataSettings } from './data'
import { fittingSettings } from './fitting'
import { type MeasuringSettings, measuringDefaults, measuringSettings } from './measuring'
import { type ModelOptions, modelSettings } from './model'
import { type SplitSettings, splitDefaults, splitSettings } from './split'

/** What runs of all models have. */
const commonSettings = {
  ...dataSettings,
  ...splitSettings,
  ...measuringSettings,
  ...backendSettings,
}

/** Everything that a run depends on, by the names of the options; of those of models, what the model has a use for. */
export const runSettings = z.strictObject({ ...commonSettings, ...modelSettings, ...fittingSettings })

export type RunSettings = z.infer<typeof runSettings>

/** The settings as options give them: some defaults still have to follow from others. */
export type RequestedRun = DataSettings & SplitSettings & ModelOptions & MeasuringSettings & BackendSettings

/** What a run is when nobody chooses anything. */
export const runDefaults: RequestedRun = {
  model: 'hvamp',
  ...dataDefaults,
  ...splitDefaults,
  ...measuringDefaults,
  ...backendDefaults,
}

const commonSchema = z.object(commonSettings)

/** Settings of which each has its value: those of all models, and those that the model has a use for. */
export function runSettingsOf(
  common: Omit<RequestedRun, keyof ModelOptions>,
  model: ModelOptions,
): RunSettings {
  return runSettings.parse({ ...commonSchema.parse(common), ...model })
}
