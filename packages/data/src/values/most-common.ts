/** The value that occurs most often, the first of several, and how often. @param values at least one */
export function mostCommon<Value>(values: readonly Value[]): {
  readonly value: Value
  readonly count: number
} {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [value, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))
  return { value, count }
}
