/** A mean and how well it is known. */
export interface Summary {
  readonly mean: number
  /** Sample standard deviation (n − 1) over √n; NaN for a single value. */
  readonly standardError: number
}

/** Mean and standard error of at least one value. */
export function summarize(values: ArrayLike<number>): Summary {
  const n = values.length
  let total = 0
  for (let i = 0; i < n; i++) total += values[i]!
  const mean = total / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2
  return { mean, standardError: Math.sqrt(squares / (n - 1) / n) }
}
