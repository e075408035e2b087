export {
  type Autoencoder,
  type AutoencoderOptions,
  autoencoder,
  type Latent,
  type LocatedRows,
  type RowNetwork,
} from './autoencoder/autoencoder'
export { decoder, type ItemDecoder, linearDecoder } from './autoencoder/decoder'
export { type Encoder, type GaussianEncoderOptions, gaussianEncoder } from './autoencoder/encoder'
export { type FitSize, fitMemory } from './autoencoder/fit-memory'
export { fitOptions } from './autoencoder/fit-options'
export {
  asLatentPrior,
  type LatentPrior,
  type PriorContext,
} from './autoencoder/latent-prior'
export {
  type NetworkData,
  type NetworkRecommenderOptions,
  networkRecommender,
} from './autoencoder/network-recommender'
export type { AutoencoderPhase } from './autoencoder/phases'
export type { RowMaker } from './autoencoder/row-maker'
export { type AutoRecOptions, autoRec } from './baselines/autorec'
export { type CdaeOptions, cdae } from './baselines/cdae'
export { type EaseOptions, ease } from './baselines/ease'
export { type EdlaeOptions, edlae } from './baselines/edlae'
export { type IalsOptions, ials } from './baselines/ials'
export { type ItemKnnOptions, itemKnn } from './baselines/item-knn'
export { type MatrixFactorizationOptions, matrixFactorization } from './baselines/matrix-factorization'
export { popularity } from './baselines/popularity'
export { type RdlaeOptions, rdlae } from './baselines/rdlae'
export { type SlimOptions, slim } from './baselines/slim'
export { type UserKnnOptions, userKnn } from './baselines/user-knn'
export { type WmfOptions, wmf } from './baselines/wmf'
export { blend } from './blending/blend'
export { type BlendWeightsOptions, blendWeights, type TriedWeights } from './blending/blend-weights'
export { makeModel } from './catalog/makers'
export { type NetworkMemory, networkMemory } from './catalog/network-memory'
export { type CustomModel, type RestoreOptions, restore } from './catalog/restore'
export type { PriorName } from './definitions/autoencoders'
export type { FitSettings } from './definitions/fit-settings'
export type { ModelName, OptionsOf, SettingsOf } from './definitions/model-definitions'
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluation/evaluate'
export { evaluateRatings, type RatingEvaluation } from './evaluation/evaluate-ratings'
export { type ElsaOptions, elsa } from './presets/elsa'
export {
  elsaNetwork,
  hvampNetwork,
  multDaeNetwork,
  multVaeNetwork,
  recVaeNetwork,
  vampNetwork,
  vaspNetwork,
} from './presets/networks'
export {
  type HvampOptions,
  hvamp,
  type MultDaeOptions,
  type MultVaeOptions,
  multDae,
  multVae,
  type RecVaeOptions,
  recVae,
  type VampOptions,
  vamp,
} from './presets/presets'
export { type VaspOptions, vasp } from './presets/vasp'
export { inEqualBatches } from './recommender/equal-batches'
export type { ItemPopularity, RecentCounts } from './recommender/item-popularity'
export type {
  FitOptions,
  LocatedHistories,
  ModelState,
  RankedItems,
  RankOptions,
  Recommender,
} from './recommender/recommender'
export { requireItemIds } from './recommender/require-item-ids'
export { binaryRowsOf, type TrainingExamples, type UserRows } from './recommender/rows'
export type { ScoreScale } from './recommender/score-scale'
export type { TrainingData } from './recommender/training-data'
export {
  type ModelDescription,
  modelFromFiles,
  modelToFiles,
  readDescription,
} from './saving/model-format'
export { type Contribution, type ExplainingModel, type Explanation, explain } from './serving/explain'
export { itemVectors, type VectorModel } from './serving/item-vectors'
export { type PopularOptions, popularItems } from './serving/popular-items'
export type { Basis } from './serving/popular-ranking'
export { type RecommendingModel, type RecommendOptions, recommend } from './serving/recommend'
export type { EmptyReason, Recommendation, RecommendationList } from './serving/recommendation-list'
export {
  type ItemSimilarities,
  itemSimilarities,
  type NoneAlikeReason,
  type SimilarItems,
  type SimilarityMeasure,
  type SimilarityModel,
  type SimilarOptions,
  similarItems,
} from './serving/similar-items'
export type { Resources } from './solvers/resources'
