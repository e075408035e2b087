/** @throws if the value is not a positive integer; `what` says where and which: `wmf: factors` */
export function requireCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new Error(`${what} must be a positive integer, got ${value}`)
  }
}

/** @throws if the value is not a finite number above 0 */
export function requirePositive(what: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new Error(`${what} must be positive and finite, got ${value}`)
  }
}

/** @throws if the value is not a finite number, 0 or more */
export function requireNonNegative(what: string, value: number): void {
  if (!(Number.isFinite(value) && value >= 0)) {
    throw new Error(`${what} must be finite and at least 0, got ${value}`)
  }
}
