/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values) {
  return (percentile(values, 0.5, Math.floor) + percentile(values, 0.5, Math.ceil)) / 2
}

/** The value below which this share of the values lies: the nearest rank. */
export function percentile(values, share, round = Math.round) {
  const sorted = Float64Array.from(values).sort()
  return sorted[round(share * (sorted.length - 1))]
}

export function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values) {
  return sum(values) / values.length
}
