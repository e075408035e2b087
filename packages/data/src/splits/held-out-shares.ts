/** Shares of entries that are held out; the rest is trained on. */
export interface HeldOutShares {
  readonly validation?: number
  readonly test?: number
}

/** @throws if a share is none, or nothing would be left */
export function requireShares(where: string, shares: Required<HeldOutShares>): void {
  for (const name of ['validation', 'test'] as const) {
    if (!(shares[name] >= 0 && shares[name] < 1)) {
      throw new Error(`${where}: ${name} must be a share from 0 to below 1, got ${shares[name]}`)
    }
  }
  if (shares.validation + shares.test >= 1) {
    throw new Error(
      `${where}: validation and test must leave something to train on, got ${shares.validation} + ${shares.test}`,
    )
  }
}
