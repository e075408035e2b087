export {
  type Autoencoder,
  type AutoencoderOptions,
  autoencoder,
  type Latent,
  type LatentPrior,
} from './autoencoder'
export { type EaseOptions, ease } from './baselines/ease'
export { type WmfOptions, wmf } from './baselines/wmf'
export { hvamp, multDae, multVae, type PresetName, preset, restore, vamp } from './catalog'
export { decoder } from './decoder'
export { type Encoder, type GaussianEncoderOptions, gaussianEncoder } from './encoder'
export { type Evaluation, evaluate } from './evaluate'
export { popularity } from './popularity'
export { hvampNetwork, multDaeNetwork, multVaeNetwork, type PresetOptions, vampNetwork } from './presets'
export { type Recommendation, recommend } from './recommend'
export type { FitOptions, ModelState, Recommender } from './recommender'
export { rowsOf } from './rows'
export { type VaeRecommenderOptions, vaeRecommender } from './vae-recommender'
