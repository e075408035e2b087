export { fusedOr } from './fused-or'
export {
  disposeWeights,
  joinWeights,
  type NamedArray,
  type NamedArrays,
  readWeights,
  type Weight,
  type Weights,
  weight,
} from './weights'
export { writeWeights } from './write-weights'
