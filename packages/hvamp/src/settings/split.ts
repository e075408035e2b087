import { z } from 'zod'

export const methods = ['published', 'hvamp'] as const
export const protocols = ['strong', 'weak', 'leave-one-out', 'time', 'given'] as const
export const choices = ['random', 'latest'] as const

/** What is held out: nothing by 'none', which no flag asks for but `hvamp train --refit`. */
export type SplitProtocol = (typeof protocols)[number] | 'none'

/** Whether a model is tested on users whom it was not trained on (strong), or on more items of those it was (weak). */
export const generalizations = ['strong', 'weak'] as const
export type Generalization = (typeof generalizations)[number]

export function generalizationOf(split: Exclude<SplitProtocol, 'none'>): Generalization {
  return split === 'strong' ? 'strong' : 'weak'
}

/** How data are divided; without `heldOut` the number of held-out users follows from that of all. */
export const splitSettings = {
  split: z.enum([...protocols, 'none']).default('strong'),
  heldOut: z.int().min(1).optional(),
  /** Number of folds, and the one that is tested, instead of `heldOut`. */
  folds: z.int().min(3).optional(),
  fold: z.int().min(1).optional(),
  /** In place of a number: each user by their id, so the same users in the data of every day. */
  heldOutShare: z.number().gt(0).lt(0.5).optional(),
  foldIn: z.number().gt(0).lt(1),
  choose: z.enum(choices).default('random'),
  validationFrom: z.number().optional(),
  testFrom: z.number().optional(),
  splitMethod: z.enum(methods),
  splitSeed: z.int().min(0),
}

/** NumPy's legacy generator, which drew the published splits, takes seeds of 32 bits. */
export const greatestPublishedSeed = 2 ** 32 - 1

const splitSchema = z.object(splitSettings)
export type SplitSettings = z.infer<typeof splitSchema>

/** The split of the literature. */
export const splitDefaults: SplitSettings = {
  split: 'strong',
  foldIn: 0.8,
  choose: 'random',
  splitMethod: 'published',
  splitSeed: 98765,
}

/** The number of held-out users: the one asked for, or a tenth, at most 10,000 and at least one. */
export function heldOutUsers(requested: number | undefined, users: number): number {
  return requested ?? Math.max(1, Math.min(10_000, Math.floor(users / 10)))
}
