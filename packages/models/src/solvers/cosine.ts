/**
 * Cosine of two binary vectors with `shared` ones in common, shrunk where both have few ones:
 * shared / (√(ones of the one · ones of the other) + shrinkage).
 */
export function cosine(shared: number, ones: number, otherOnes: number, shrinkage: number): number {
  return shared / (Math.sqrt(ones * otherOnes) + shrinkage)
}
