import { z } from 'zod'

export const normalizations = ['perTensor', 'none'] as const

/** How models are fitted; each has a use for some. One of `warmUp` and `warmUpSteps` is there. */
export const fittingSettings = {
  beta: z.number().min(0).optional(),
  warmUp: z.int().min(0).optional(),
  warmUpSteps: z.int().min(0).optional(),
  epochs: z.int().min(1).optional(),
  batch: z.int().min(1).optional(),
  patience: z.int().min(1).optional(),
  learningRate: z.number().gt(0).optional(),
  gradientNormalization: z.enum(normalizations).optional(),
  weightDecay: z.number().min(0).optional(),
}

const fittingSchema = z.object(fittingSettings)
export type FittingSettings = z.infer<typeof fittingSchema>
