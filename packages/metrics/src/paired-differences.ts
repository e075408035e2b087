/**
 * What two systems differ by for each user, the first less the second.
 *
 * @throws if there are fewer than two users, not equally many of both, or a value that is not finite
 */
export function pairedDifferences(
  where: string,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): Float64Array {
  if (first.length !== second.length || first.length < 2) {
    throw new Error(
      `${where}: both must have a value for each of at least two users, got ${first.length} and ${second.length}`,
    )
  }
  return Float64Array.from(first, (value, user) => {
    const difference = value - second[user]!
    if (!Number.isFinite(difference)) {
      throw new Error(`${where}: values must be finite, got ${value} and ${second[user]} for user ${user}`)
    }
    return difference
  })
}
