const MILLISECONDS = 1e11 // from here on no time is in seconds: these are of the year 5138

/**
 * Parts of a second in which times since 1970 are written, by one of the latest of them: 1 for seconds; 1,000, a million or a billion where
 * times are too great for seconds, milliseconds or microseconds.
 *
 * @example partsOfSecond(1_500_000_000_000) // 1000
 */
export function partsOfSecond(latest: number): number {
  let parts = 1
  while (parts < 1e9 && latest >= parts * MILLISECONDS) parts *= 1000
  return parts
}
