import { count, flag, nonNegative, oneOf, share, whole } from '../recommender/option-rules'

// Options that several models have, each with the default of a model.

export const gated = (isGated: boolean) =>
  flag.default(isGated).describe('gated linear units instead of tanh')

export const layers = (layerCount: number) =>
  count.default(layerCount).describe('hidden layers of each network')

export const hidden = (units: number) =>
  count.default(units).describe('units of a hidden layer; the paper tried 300 and 600')

export const latent = (size: number) =>
  count.default(size).describe('size of the latents z, or z1 in a hierarchy; the paper tried 100 and 200')

export const dropout = (dropped: number) =>
  share.default(dropped).describe('share of the input dropped at random in training')

export const likelihood = (name: 'multinomial' | 'bernoulli') =>
  oneOf(['multinomial', 'bernoulli']).default(name).describe('likelihood of the items')

export const sampledSoftmax = whole
  .default(0)
  .describe("items drawn for a step, whose softmax is over these and its users' items; 0 takes all items")

export const weightDecay = (weight: number) =>
  nonNegative.default(weight).describe('weight of the L2 penalty on matrices')

export const l2 = (limits: typeof nonNegative, weight: number) =>
  limits.default(weight).describe('weight of the L2 penalty on weights or factors')

export const factors = (size: number) =>
  count.default(size).describe("length of a user's and an item's vector")

export const neighbours = count.default(100).describe('nearest items or users that count')

export const shrinkage = nonNegative
  .default(10)
  .describe("added to a cosine's denominator, against chance between items or users with few interactions")

export const seed = whole.default(1).describe('seed of the weights that training starts from')
