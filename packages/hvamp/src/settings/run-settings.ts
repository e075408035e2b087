import { modelNames } from '@hvamp/models/definitions'
import { z } from 'zod'
import { type BackendSettings, backendDefaults, backendSettings } from './backend'
import { type DataSettings, dataDefaults, dataSettings } from './data'
import { fittingSettings } from './fitting'
import { type MeasuringSettings, measuringDefaults, measuringSettings } from './measuring'
import { completeModel, type ModelOptions, modelSettings, type RunModel } from './model'
import { protocols, type SplitSettings, splitDefaults, splitSettings } from './split'

/** What runs of all models have. */
const commonSettings = {
  ...dataSettings,
  ...splitSettings,
  ...measuringSettings,
  ...backendSettings,
}

const commonSchema = z.object(commonSettings)

/** Everything that a run depends on, by the names of the options; of those of models, what the model uses. */
export type RunSettings<Name extends RunModel = RunModel> = z.infer<typeof commonSchema> & ModelOptions<Name>

const strictSettings = z.strictObject({ ...commonSettings, ...modelSettings, ...fittingSettings })

const { dataSet: _, query: __, table: ___, ...fileSettings } = dataSettings

/** Options that a planned run may have, by what a command line takes for them: none of them is a query, or a folder that is written. */
export const plannedOptions = z
  .strictObject({
    ...{ ...fileSettings, dataFolder: z.string() },
    ...{
      ...splitSettings,
      split: z.enum(protocols),
      ...measuringSettings,
      ...modelSettings,
      model: z.enum(modelNames),
      ...fittingSettings,
    },
  })
  .partial()

/** The settings of a run as a file has them; an option that the file was written without has its default. */
export const runSettings = strictSettings.transform((written) => {
  const settings = written as RunSettings
  return { ...settings, ...completeModel(settings) }
})

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

/** Settings of which each has its value: those of all models, and those that the model uses. */
export function runSettingsOf<Name extends RunModel>(
  common: Omit<RequestedRun, keyof ModelOptions>,
  model: ModelOptions<Name>,
): RunSettings<Name> {
  return runSettings.parse({ ...commonSchema.parse(common), ...model }) as RunSettings<Name>
}
