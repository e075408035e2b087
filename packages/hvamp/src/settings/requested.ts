/** Values of options, and which of them the user chose: a default that nobody asked for gives way to other rules. */
export interface Requested<Values> {
  readonly values: Values
  /** Whether the user gave the option of this name. */
  isExplicit(name: string): boolean
}

/** Values of which the user chose those named. */
export function requested<Values>(values: Values, explicit: Iterable<string> = []): Requested<Values> {
  const names = new Set(explicit)
  return { values, isExplicit: (name) => names.has(name) }
}

/** Only the values that the user chose. */
export function explicitValues<Values extends object>({
  values,
  isExplicit,
}: Requested<Values>): Partial<Values> {
  const chosen = Object.entries(values).filter(([name]) => isExplicit(name))
  return Object.fromEntries(chosen) as Partial<Values>
}
