import { cellText } from '../values/cell-text'
import { isMissing } from '../values/missing-ids'

/** Of several columns the first one that has a value, from the first row on in which one has. */
export interface FilledColumn {
  /** Numbers of the columns that are looked at: all until one is found, then it alone. */
  readonly columns: readonly number[]
  /** The text of a row in it; empty as long as none is found. */
  textIn(cellOf: (column: number) => unknown): string
}

/** @param candidates numbers of columns, likelier ones first */
export function filledColumn(candidates: readonly number[]): FilledColumn {
  let found: number | undefined
  return {
    get columns() {
      return found === undefined ? candidates : [found]
    },
    textIn(cellOf) {
      found ??= candidates.find((column) => !isMissing(cellText(cellOf(column))))
      if (found === undefined) return ''
      const cell = cellOf(found)
      return cell instanceof Date ? String(cell.getTime()) : cellText(cell)
    },
  }
}
