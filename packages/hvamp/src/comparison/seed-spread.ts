/** What a system comes to with each of several seeds, over all users. */
export interface SeedSpread {
  readonly means: readonly number[]
  /** Sample standard deviation of the means (n − 1). */
  readonly deviation: number
}

/** The spread of at least two means; undefined for fewer, which tell nothing of it. */
export function seedSpread(means: readonly number[] = []): SeedSpread | undefined {
  if (means.length < 2) return undefined
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { means, deviation: Math.sqrt(squares / (means.length - 1)) }
}

/**
 * The standard error that seeds add to the difference of two systems: √(s₁² / n₁ + s₂² / n₂), for seeds that are drawn apart;
 * undefined if one of the systems has fewer than two.
 */
export function seedError(first: SeedSpread | undefined, second: SeedSpread | undefined): number | undefined {
  if (!first || !second) return undefined
  return Math.sqrt(first.deviation ** 2 / first.means.length + second.deviation ** 2 / second.means.length)
}
