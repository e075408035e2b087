export {
  type Autoencoder,
  type AutoencoderOptions,
  autoencoder,
  type Latent,
  type LocatedRows,
  type RowNetwork,
} from './autoencoder'
export type { AutoencoderPhase } from './autoencoder-phases'
export { type AutoRecOptions, autoRec } from './baselines/autorec'
export { type CdaeOptions, cdae } from './baselines/cdae'
export { type EaseOptions, ease, type MatrixInverse } from './baselines/ease'
export { type ItemKnnOptions, itemKnn } from './baselines/item-knn'
export { type MatrixFactorizationOptions, matrixFactorization } from './baselines/matrix-factorization'
export { type SlimOptions, slim } from './baselines/slim'
export { type UserKnnOptions, userKnn } from './baselines/user-knn'
export { type WmfOptions, wmf } from './baselines/wmf'
export { hvamp, multDae, multVae, preset, recVae, restore, vamp } from './catalog'
export { decoder, linearDecoder } from './decoder'
export { type Encoder, type GaussianEncoderOptions, gaussianEncoder } from './encoder'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate'
export { evaluateRatings, type RatingEvaluation } from './evaluate-ratings'
export {
  composite,
  conditional,
  exemplar,
  type LatentPrior,
  type PriorContext,
  unconditional,
} from './latent-prior'
export { modelFromFiles, modelToFiles } from './model-format'
export { popularity } from './popularity'
export type { PresetName, PresetOptions, PriorName } from './preset-options'
export { hvampNetwork, multDaeNetwork, multVaeNetwork, recVaeNetwork, vampNetwork } from './presets'
export { type Recommendation, type RecommendOptions, recommend } from './recommend'
export type {
  FitOptions,
  LocatedHistories,
  ModelState,
  RankedItems,
  RankOptions,
  Recommender,
} from './recommender'
export { rowsOf, type TrainingExamples, type UserRows } from './rows'
export {
  type FitDefaults,
  type RowMaker,
  type VaeRecommenderOptions,
  vaeRecommender,
} from './vae-recommender'
