import { amountText } from '../values/currency'
import { quoted, undecided } from '../values/file-error'
import { numberIn } from '../values/numbers-in-text'
import { type DecimalMark, isPointOfThousands, ratingNumbers } from '../values/rating-numbers'
import { isMissing } from './inferred-type'

/** Reads the numbers in the texts of a table. */
export interface TableNumbers {
  /** The number in a text; NaN for any other text. */
  numberOf(text: string): number
  /**
   * @param where where a row stands, for errors
   * @throws if the points of a column of numbers may be of thousands or of decimals
   */
  requireSure(cells: readonly unknown[], name: string, where: (row: number) => string): void
  /** @throws if a cell is a number by another decimal mark than the one that was found */
  requireMark(cells: readonly unknown[], name: string, where: (row: number) => string): void
}

const SAMPLE = 1000 // rows that show the mark of a table
const SPACED = /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?$/ // 1 200, as the French write it
const DECIMAL_COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}$/
const COMMAS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/ // 1,618.88 or 1,618
const WHOLE = /^[+-]?\d+$/

/**
 * Numbers with one decimal mark in all columns of a table: the chosen one, else a comma where the cells of some column leave no doubt,
 * such as 4,50 or 547,33 €, those of none show a point, and commas do not separate the fields, else a point. The other mark is that of
 * thousands, where one was chosen or found, a point by cells such as 1,618.88.
 *
 * @param options.columns of texts
 * @param options.own cells of a column that are to be numbers, all of which show the mark, but for those that are none
 * @param options.delimiter of the file: points of a column without integers are in doubt where semicolons separate
 */
export function tableNumbers({
  chosen,
  columns,
  own = [],
  delimiter,
}: {
  readonly chosen: DecimalMark | undefined
  readonly columns: ReadonlyMap<string, readonly unknown[]>
  readonly own?: readonly unknown[] | undefined
  readonly delimiter: string | undefined
}): TableNumbers {
  const shown = chosen === undefined ? shownMarks([...columns.values()], own) : new Set<ShownMark>()
  const isComma = shown.has('comma') && !shown.has('point') && delimiter !== ','
  const isPoint = shown.has('point of thousands') && !shown.has('comma')
  const mark = chosen ?? (isComma ? 'comma' : isPoint ? 'point' : undefined)
  const isInDoubt = mark === undefined && (shown.has('comma') || !shown.has('point'))
  const numbers = mark && ratingNumbers({ chosen: mark, isContinental: false })

  const numberOf = numbers
    ? (text: string) => numbers.inText(mark === 'comma' ? withoutSpaces(text) : text, () => '')
    : numberIn

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
    requireMark(cells, name, where) {
      if (chosen !== undefined) return
      const row = cells.findIndex(
        (cell) => typeof cell === 'string' && Number.isNaN(numberOf(cell)) && isNumberByAMark(cell),
      )
      if (row < 0) return
      const expected = `a number with the decimal mark of the others as '${name}'`
      throw undecided(where(row), expected, quoted(cells[row] as string), ['decimal'])
    },
  }
}

/** A mark of decimals, or a point beside commas of thousands. */
type ShownMark = DecimalMark | 'point of thousands'

/** The marks of decimals that leave no doubt, in columns whose cells are all numbers, with or without a currency. @param own of any others */
function shownMarks(
  columns: readonly (readonly unknown[])[],
  own: readonly unknown[],
): ReadonlySet<ShownMark> {
  const shown = new Set<ShownMark>()
  const amountIn = (cell: unknown) => withoutSpaces(amountText(String(cell))?.number ?? '')
  const samples = columns.map((cells) =>
    cells
      .slice(0, SAMPLE)
      .filter((cell) => !isMissing(cell))
      .map(amountIn),
  )
  for (const amounts of [...samples, own.map(amountIn).filter((amount) => amount !== '')]) {
    if (amounts.every((amount) => WHOLE.test(amount))) continue
    if (amounts.every((amount) => WHOLE.test(amount) || isComma(amount) || isPointOfThousands(amount))) {
      if (amounts.some(isComma)) shown.add('comma')
    } else if (amounts.every((amount) => Number.isFinite(numberIn(amount)) || COMMAS.test(amount))) {
      if (!amounts.some((amount) => amount.includes('.'))) continue
      shown.add('point')
      if (amounts.some((amount) => amount.includes(','))) shown.add('point of thousands')
    }
  }
  return shown
}

/** Whether a text is a number by a decimal comma, or by a point beside commas of thousands. */
function isNumberByAMark(text: string): boolean {
  return (['comma', 'point'] as const).some((chosen) => {
    const numbers = ratingNumbers({ chosen, isContinental: false })
    return Number.isFinite(numbers.inText(withoutSpaces(text), () => ''))
  })
}

const withoutSpaces = (text: string) => (SPACED.test(text) ? text.replace(/\s/g, '') : text)
const isWhole = (cell: unknown) => typeof cell === 'string' && WHOLE.test(cell.trim())
const isComma = (amount: string) => DECIMAL_COMMA.test(amount)
