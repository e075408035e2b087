import { fileError, quoted, undecided } from '../values/file-error'
import { numberIn } from '../values/numbers-in-text'
import { type DecimalMark, isPointOfThousands, ratingNumbers } from '../values/rating-numbers'
import { isWhole, type ShownMark, withoutSpaces } from './shown-marks'

/** Reads the numbers in the texts of a table. */
export interface TableNumbers {
  /** The number in a text; NaN for any other text. */
  numberOf(text: string): number
  /**
   * @param where where a row stands, for errors
   * @throws if the points of a column of numbers may be of thousands or of decimals
   */
  requireSure(cells: readonly unknown[], name: string, where: (row: number) => string): void
  /** @throws if a cell is a number by another decimal mark than that of the others */
  requireOneMark(cells: readonly unknown[], name: string, where: (row: number) => string): void
}

/**
 * Numbers with one decimal mark in all columns of a table: the chosen one, else a comma where the cells of some column leave no doubt,
 * such as 4,50 or 547,33 €, those of none show a point, and commas do not separate the fields, unless a cell has both marks as 1.249,00
 * has, else a point. The other mark is that of
 * thousands, where one was chosen or found, a point by cells such as 1,618.88.
 *
 * @param options.shown the marks that columns show
 * @param options.delimiter of the file: points of a column without integers are in doubt where semicolons separate
 */
export function tableNumbers({
  chosen,
  shown,
  delimiter,
}: {
  readonly chosen: DecimalMark | undefined
  readonly shown: ReadonlySet<ShownMark>
  readonly delimiter: string | undefined
}): TableNumbers {
  const isCommaSure = delimiter !== ',' || shown.has('comma beside points') // '38,40' in quotes may be two sizes
  const isComma = shown.has('comma') && !shown.has('point') && isCommaSure
  const isPoint = shown.has('point beside commas') && !shown.has('comma')
  const mark = chosen ?? (isComma ? 'comma' : isPoint ? 'point' : undefined)
  const isInDoubt = mark === undefined && (shown.has('comma') || !shown.has('point'))
  const numberOf = mark ? numbersBy(mark) : numberIn

  return {
    numberOf,
    requireSure(cells, name, where) {
      if (!isInDoubt) return
      const pointed = (cell: unknown) => typeof cell === 'string' && cell.includes('.')
      const row = cells.findIndex(pointed)
      const isAlone = delimiter !== ';' && !shown.has('comma') && !cells.some(isWhole)
      if (row < 0 || isAlone || !cells.every((cell) => !pointed(cell) || isPointOfThousands(cell as string)))
        return
      const expected = `a number whose decimal mark is sure as '${name}'`
      throw undecided(where(row), expected, `'${cells[row]}'`, ['decimal'])
    },
    requireOneMark(cells, name, where) {
      const readings = [numbersBy('point'), numbersBy('comma')]
      const isOther = (cell: unknown) =>
        typeof cell === 'string' &&
        /\d/.test(cell) &&
        Number.isNaN(numberOf(cell)) &&
        readings.some((read) => Number.isFinite(read(cell)))
      const row = cells.findIndex(isOther)
      if (row < 0) return
      const got = quoted(cells[row] as string)
      if (chosen !== undefined)
        throw fileError(where(row), `a number with a decimal ${chosen} as '${name}'`, got)
      const expected = `a number with the decimal mark of the others as '${name}'`
      throw undecided(where(row), expected, got, ['decimal'])
    },
  }
}

/** Reads numbers with a decimal mark, and the other one, or spaces, between thousands. */
function numbersBy(mark: DecimalMark): (text: string) => number {
  const numbers = ratingNumbers({ chosen: mark, isContinental: false })
  return (text) => numbers.inText(withoutSpaces(text), () => '')
}
