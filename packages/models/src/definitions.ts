export type { PriorName } from './definitions/autoencoders'
export { blendDefinition } from './definitions/blend'
export { type DataSize, fitBytes, sharedBytes } from './definitions/fit-bytes'
export { type FitSettings, fitSettings } from './definitions/fit-settings'
export { type ModelDefinition, type SettingsIn, settingsOf } from './definitions/model-definition'
export {
  isModelName,
  type ModelName,
  modelDefinitions,
  modelNames,
  type OptionsOf,
  type SettingsOf,
} from './definitions/model-definitions'
