/**
 * Checks a number that counts something, such as an option `epochs`.
 *
 * @param what begins the error: where the number was given, and its name, such as `vampPrior: pseudoInputs`
 * @param least the smallest count that makes sense there
 * @throws if the value is not an integer of at least `least`
 * @example requireCount('train: epochs', epochs)
 */
export function requireCount(what: string, value: number, least: 0 | 1 = 1): void {
  if (Number.isSafeInteger(value) && value >= least) return
  const kind = least === 1 ? 'positive' : 'non-negative'
  throw new Error(`${what} must be a ${kind} integer, got ${value}`)
}
