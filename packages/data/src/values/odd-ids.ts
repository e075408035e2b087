const FEWEST = 20 // other ids, which are alike by no chance
const WORDY = /^\D+$/
const INTEGER = /^\d+$/

/** Knows an id that is unlike all other ids of a column. */
export interface OddIds {
  /** @param id each once */
  add(id: string): void
  /** How one of the ids differs from all others, which have digits, or are integers; undefined where it does not. */
  oddness(id: string): 'no digits' | 'no integer' | undefined
}

export function oddIds(): OddIds {
  let count = 0
  let wordy = 0
  let integers = 0
  return {
    add(id) {
      count++
      if (INTEGER.test(id)) integers++
      else if (WORDY.test(id)) wordy++
    },
    oddness(id) {
      if (count - 1 < FEWEST) return undefined
      if (wordy === 1 && WORDY.test(id)) return 'no digits'
      return integers === count - 1 && !INTEGER.test(id) ? 'no integer' : undefined
    },
  }
}
