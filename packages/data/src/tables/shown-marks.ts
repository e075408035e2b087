import { amountText } from '../values/currency'
import { numberIn } from '../values/numbers-in-text'
import { COMMAS_OF_THOUSANDS, type DecimalMark, isPointOfThousands } from '../values/rating-numbers'
import { isMissing } from './inferred-type'

/** A mark of decimals, which some cells may have beside the other one, that of thousands. */
export type ShownMark = DecimalMark | 'point beside commas' | 'comma beside points'

const SAMPLE = 1000 // rows that show the marks of a column
const SPACED = /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/ // 1 200, as the French write it
const DECIMAL_COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}$/
const WHOLE = /^[+-]?\d+$/

/** The marks of decimals that leave no doubt, in the first rows of columns of texts most of whose cells are numbers, with or without a currency. */
export function marksOfColumns(columns: Iterable<readonly unknown[]>): ReadonlySet<ShownMark> {
  const shown = new Set<ShownMark>()
  for (const cells of columns) {
    const present = cells.slice(0, SAMPLE).filter((cell) => !isMissing(cell))
    const amounts = amountsIn(present)
    if (2 * amounts.length > present.length) for (const mark of marksOf(amounts)) shown.add(mark)
  }
  return shown
}

/** The same of the texts of a column that is to be numbers, all of which show it, but for those that are none. */
export function marksOfNumbers(cells: readonly unknown[]): readonly ShownMark[] {
  return marksOf(amountsIn(cells))
}

/** A number without the spaces that stand for marks of thousands. */
export function withoutSpaces(text: string): string {
  return SPACED.test(text) ? text.replace(/\s/g, '') : text
}

/** Whether a cell is an integer without marks. */
export function isWhole(cell: unknown): boolean {
  return typeof cell === 'string' && WHOLE.test(cell.trim())
}

function amountsIn(cells: readonly unknown[]): string[] {
  return cells.flatMap((cell) => {
    const amount = typeof cell === 'string' ? amountText(cell) : undefined
    return amount ? [withoutSpaces(amount.number)] : []
  })
}

function marksOf(amounts: readonly string[]): ShownMark[] {
  const areAll = (fits: (amount: string) => boolean) => amounts.every((amount) => fits(amount))
  const has = (fits: (amount: string) => boolean) => amounts.some((amount) => fits(amount))
  if (areAll((amount) => WHOLE.test(amount))) return []
  if (areAll((amount) => WHOLE.test(amount) || isComma(amount) || isPointOfThousands(amount)))
    return has(isComma) ? (has(hasBothMarks) ? ['comma', 'comma beside points'] : ['comma']) : []
  const isOfPoint = (amount: string) => Number.isFinite(numberIn(amount)) || COMMAS_OF_THOUSANDS.test(amount)
  if (!areAll(isOfPoint) || !has((amount) => amount.includes('.'))) return []
  return has((amount) => amount.includes(',')) ? ['point', 'point beside commas'] : ['point']
}

const isComma = (amount: string) => DECIMAL_COMMA.test(amount)
const hasBothMarks = (amount: string) => isComma(amount) && amount.includes('.')
