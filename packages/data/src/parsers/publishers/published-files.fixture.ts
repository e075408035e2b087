import type { ReadingOptions } from '../../index'

export const lines = (...all: string[]) => `${all.join('\n')}\n`
export const tabs = (...all: string[]) => lines(...all.map((line) => line.replaceAll(' ', '\t')))

export const numberedRows = Array.from({ length: 20 }, (_, i) => `${i + 1},${i + 100}`)

/** Files in the manner of their publishers, made up. */
export interface PublishedFiles {
  /** The file, its entries as `user item value`, and what the reading says. */
  readonly readable: readonly [
    publisher: string,
    text: string,
    rows: string[],
    reading: object,
    options?: ReadingOptions,
  ][]
  /** The file, and the place, rule and value that its error names. */
  readonly refused: readonly [publisher: string, text: string, message: string, options?: ReadingOptions][]
}
