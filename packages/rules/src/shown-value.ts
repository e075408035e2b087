import { didYouMean } from '@hvamp/random'

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

/** That a name must be one of some, as an error says it, with the name that is nearest. */
export function oneOf(names: Iterable<string>, got: string): string {
  const all = [...names]
  return `one of ${shownNames(all)}, got '${got}'${didYouMean(got, all)}`
}
