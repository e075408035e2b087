/**
 * P-values adjusted for being many, by Holm's step-down (1979): reject those at most α, and the chance of any false
 * rejection is at most α, however the tests depend on each other.
 *
 * The i-th smallest of m becomes max over j ≤ i of (m − j + 1) p_j, at most 1.
 *
 * @returns in the order given
 * @throws if one is not in [0, 1]
 */
export function holm(pValues: readonly number[]): number[] {
  const bad = pValues.find((pValue) => !(pValue >= 0 && pValue <= 1))
  if (bad !== undefined) throw new Error(`holm: p-values must be in [0, 1], got ${bad}`)
  const adjusted = new Array<number>(pValues.length)
  let greatest = 0
  const ascending = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!)
  for (const [rank, test] of ascending.entries()) {
    greatest = Math.max(greatest, Math.min(1, (pValues.length - rank) * pValues[test]!))
    adjusted[test] = greatest
  }
  return adjusted
}
