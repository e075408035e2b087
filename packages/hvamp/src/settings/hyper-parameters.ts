import { z } from 'zod'

export const likelihoods = ['multinomial', 'bernoulli'] as const
export const kls = ['monteCarlo', 'closedForm'] as const
export const starts = ['noise', 'users'] as const
export const priors = ['gaussian', 'vamp', 'mixture', 'composite', 'exemplar'] as const
export const trainings = ['alternating', 'joint'] as const
export const weightings = ['perRating', 'perVector'] as const
export const solvers = ['cholesky', 'conjugateGradient'] as const

/** Hyper-parameters of all models; each has a use for some. */
export const hyperParameters = {
  gated: z.boolean().optional(),
  layers: z.int().min(1).optional(),
  hidden: z.int().min(1).optional(),
  latent: z.int().min(1).optional(),
  upperLatent: z.int().min(1).optional(),
  dropout: z.number().min(0).lt(1).optional(),
  likelihood: z.enum(likelihoods).optional(),
  kl: z.enum(kls).optional(),
  prior: z.enum(priors).optional(),
  pseudoInputs: z.int().min(1).optional(),
  pseudoInputStart: z.enum(starts).optional(),
  pseudoInputDropout: z.boolean().optional(),
  klPerInteraction: z.number().min(0).optional(),
  training: z.enum(trainings).optional(),
  encoderPasses: z.int().min(1).optional(),
  decoderPasses: z.int().min(1).optional(),
  l1: z.number().min(0).optional(),
  l2: z.number().min(0).optional(),
  factors: z.int().min(1).optional(),
  weighting: z.enum(weightings).optional(),
  positiveWeight: z.number().gt(0).optional(),
  solver: z.enum(solvers).optional(),
  conjugateGradientSteps: z.int().min(1).optional(),
  neighbours: z.int().min(1).optional(),
  shrinkage: z.number().min(0).optional(),
}

export const hyperParametersSchema = z.object(hyperParameters)
export type HyperParameters = z.infer<typeof hyperParametersSchema>
