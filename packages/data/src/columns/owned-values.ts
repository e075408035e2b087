const FEWEST_OWNERS = 1000 // for which there is room from the first one on
const ENOUGH = 5 // rows whose values would differ from the one before of their owner, if they were its by chance alone

/** Tells whether the values of a column belong to something else that rows have, such as their user. */
export interface OwnedValues {
  /** @param value a number from 1 */
  add(owner: number, value: number): void
  /**
   * Whether each owner has one value in all rows, or nearly, which chance explains no longer.
   *
   * @param spread the probability that two rows differ, of all rows
   */
  areOwned(spread: number): boolean
}

/** @param tolerance the share of rows that may differ from the one before of their owner, of those that would by chance */
export function ownedValues(tolerance = 0): OwnedValues {
  let values = new Uint8Array(0) // the latest, by their owners; 0 where there is none yet
  let again = 0
  let differences = 0
  return {
    add(owner, value) {
      if (differences > 0 && tolerance === 0) return
      if (owner >= values.length) {
        const more = new Uint8Array(2 * owner + FEWEST_OWNERS)
        more.set(values)
        values = more
      }
      const before = values[owner]!
      if (before > 0) again++
      if (before > 0 && before !== value) differences++
      values[owner] = value
    },
    areOwned(spread) {
      const expected = again * spread
      return expected >= ENOUGH && differences <= tolerance * expected
    },
  }
}
