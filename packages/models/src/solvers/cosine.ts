/**
 * Cosine of two binary vectors with `shared` ones in common, made smaller where few speak for it:
 * shared / (√(ones of the one · ones of the other) + shrinkage).
 */
export function cosine(shared: number, ones: number, otherOnes: number, shrinkage: number): number {
  return shared / (Math.sqrt(ones * otherOnes) + shrinkage)
}
