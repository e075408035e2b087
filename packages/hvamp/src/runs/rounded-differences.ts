const DECIMALS = 1e12

/**
 * What the first is ahead of the second by, for each user, to 12 decimals: 2/3 − 1/2 and 1/6 are one rank, which differ in their last
 * digits, and a mean over seeds of equal values is no difference, which may differ from them, for all users in one direction.
 */
export function roundedDifferences(first: ArrayLike<number>, second: ArrayLike<number>): Float64Array {
  return Float64Array.from(first, (value, user) => Math.round((value - second[user]!) * DECIMALS) / DECIMALS)
}
