/** @throws if the value is not a positive integer; `what` says where and which: `vampPrior: pseudoInputs` */
export function requireCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new Error(`${what} must be a positive integer, got ${value}`)
  }
}
