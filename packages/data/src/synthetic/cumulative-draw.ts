import type { Random } from '@hvamp/random'

/** Draws indices with given weights: by bisection of their running sum. */
export function cumulativeDraw(weights: Float64Array): (noise: Random) => number {
  const sums = new Float64Array(weights.length)
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!
    sums[i] = sum
  }
  return (noise) => {
    const target = noise.uniform() * sum
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > target) high = middle
      else low = middle + 1
    }
    return low
  }
}
