export type { AdamAttributes } from './adam-attributes'
export { type ArraySource, arraySource } from './array-source'
export { clamp } from './clamp'
export { areEqualRowsAsked, withEqualRows } from './equal-rows'
export { copyWeights, frozen, trainedWeights } from './frozen'
export { fusedOr } from './fused-or'
export { logSumExpRows, scaledExpRows } from './log-sum-exp'
export { noBackend, requireBackend } from './require-backend'
export type { Floats, RowSolver, RowSystems, StartRowSolver, VectorMethod } from './row-solver'
export { decodeSafetensors, encodeSafetensors } from './safetensors'
export {
  decodeSafetensorsHeader,
  encodeSafetensorsHeader,
  type SafetensorsEntry,
  type SafetensorsHeader,
  safetensorsHeaderLength,
} from './safetensors-header'
export { assignSlices, gatherSlices, type Slices, scatterSlices } from './slices'
export type { InverseOptions, SymmetricInverse } from './symmetric-inverse'
export { isRecorded, recordTouched, type TouchedPart, touched } from './touched'
export type { TrainedRows } from './trained-rows'
export {
  disposeWeights,
  joinWeights,
  type NamedArray,
  type NamedArrays,
  readWeights,
  type Weight,
  type WeightStart,
  type Weights,
  weight,
  weightShapes,
  withoutStarts,
} from './weights'
export { writeWeights } from './write-weights'
