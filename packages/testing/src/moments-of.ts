/** Mean and variance of a sample (divided by n). */
export function momentsOf(values: ArrayLike<number>): { mean: number; variance: number } {
  const n = values.length
  let total = 0
  for (let i = 0; i < n; i++) total += values[i]!
  const mean = total / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2
  return { mean, variance: squares / n }
}
