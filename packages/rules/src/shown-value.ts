/** A value as an error shows it. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 60)}…` : value}'`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** Names as an error lists them. */
export function shownNames(names: Iterable<string>): string {
  return Array.from(names, (name) => `'${name}'`).join(', ')
}
