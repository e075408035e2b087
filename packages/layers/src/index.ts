export { bernoulliLogLikelihood } from './bernoulli'
export { type CompactRows, compactRows } from './compact-rows'
export { dropout } from './dropout'
export { type GaussianParameters, gaussianHeads } from './gaussian-heads'
export { glu } from './glu'
export { fanInUniform, heNormal } from './initializers'
export { layerNorm } from './layer-norm'
export type { LogLikelihood } from './likelihood'
export { linear } from './linear'
export { multinomialLogLikelihood } from './multinomial'
export { type NetworkOptions, network, networkOptionNames } from './network'
export { observedSquaredError } from './observed-squared-error'
export {
  type Ranking,
  type RankingRules,
  type RankUnseenOptions,
  rankUnseen,
  readRanking,
} from './rank-unseen'
export { residualNetwork } from './residual-network'
export { sparseLinear } from './sparse-linear'
export {
  dropoutRows,
  isSparse,
  isTrained,
  l2Normalize,
  type Rows,
  rowSums,
  type SparseRows,
} from './sparse-rows'
export { swish } from './swish'
export { toDense } from './to-dense'
export { trainedLinear } from './trained-linear'
export { type Activation, type Layer, type OutputLayer, type UnitOptions, unit } from './unit'
