import { z } from 'zod'

const countRule = 'must be a positive integer'
const positiveRule = 'must be positive and finite'
const nonNegativeRule = 'must be finite and at least 0'
const shareRule = 'must be in [0, 1)'
const seedRule = 'must be an integer, at least 0'

/** What options of models may be. */
export const count = z.int(countRule).min(1, countRule)
export const positive = z.number(positiveRule).positive(positiveRule)
export const nonNegative = z.number(nonNegativeRule).min(0, nonNegativeRule)
export const share = z.number(shareRule).min(0, shareRule).lt(1, shareRule)
export const seed = z.int(seedRule).min(0, seedRule)
