import { type DecimalMark, requireSureMark, type SeenMarks } from './decimal-marks'
import { undecided, undecidedBut } from './file-error'
import { textOf } from './line-bytes'
import { numberIn, numberInBytes } from './numbers-in-text'
import { withoutFormat } from './plain-text'

export type { DecimalMark }

const ZERO = 48
const LONGEST = 40 // characters of a number with marks of thousands
const WITH_COMMA = /^[+-]?(?:(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|,\d+)$/
/** 1,618.88 or 1,618. */
export const COMMAS_OF_THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/
const TYPOGRAPHIC = /^[\u2010\u2011\u2212](?=[\d.,])/ // −2
const BOOKKEPT = /^(?:([\d.,]+)[-\u2212]|\(([\d.,]+)\))$/ // 2- and (2)
const POINT_OF_THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/

/** Reads the ratings of a table, whose decimals may stand after a comma. */
export interface RatingNumbers {
  /**
   * The number in a text; NaN for what is none.
   *
   * @param where the place in the file, for errors
   * @throws if its mark may be that of decimals or of thousands
   */
  inText(text: string, where: () => string): number
  inBytes(bytes: Uint8Array, from: number, to: number, where: () => string): number
  /** @throws if a text that is no number would be one with the other decimal mark than the chosen one */
  requireMark(text: string, where: () => string): void
  /** Call this at the end. @throws if 1.234 stands beside integers alone, so that it may be a thousand */
  requireSure(): void
  /** The mark of the numbers so far; undefined if they had none. */
  readonly mark: DecimalMark | undefined
  /** What the numbers so far show of it. */
  readonly marks: SeenMarks
}

/**
 * Ratings with one decimal mark: the chosen one, then with marks of thousands too; else that of the first number which leaves
 * no doubt, such as 4,5.
 *
 * @param options.isContinental whether 1.234 is in doubt at once, as where semicolons separate, until another number shows what a point is;
 *   elsewhere it is in doubt at the end, where all other numbers are integers
 * @param options.isOfQuantities whether 2- and (2) are below zero, as SAP and bookkeepers write them; a grade 2- is not
 */
export function ratingNumbers({
  chosen,
  isContinental,
  isOfQuantities = false,
}: {
  readonly chosen: DecimalMark | undefined
  readonly isContinental: boolean
  readonly isOfQuantities?: boolean
}): RatingNumbers {
  let mark = chosen
  let hasIntegers = false
  let likeThousand: Error | undefined // the doubt about the first such number, where no other has shown what a point is

  function doubt(text: string, where: () => string): Error {
    return undecided(where(), 'a rating whose decimal mark is sure', `'${text}'`, ['decimal'])
  }

  function inText(text: string, where: () => string): number {
    const trimmed = withSign(withoutFormat(text).trim(), isOfQuantities)
    const plain = mark === 'comma' ? Number.NaN : numberIn(trimmed)
    if (!Number.isNaN(plain)) {
      hasIntegers ||= Number.isInteger(plain) && !trimmed.includes('.')
      if (mark === undefined && trimmed.includes('.')) {
        if (!isPointOfThousands(trimmed)) mark = 'point'
        else if (isContinental) throw doubt(trimmed, where)
        else likeThousand ??= doubt(trimmed, where)
      }
      return plain
    }
    if (trimmed.length > LONGEST) return Number.NaN
    if (mark !== 'comma' && COMMAS_OF_THOUSANDS.test(trimmed)) {
      if (chosen === undefined) throw doubt(trimmed, where)
      return Number(trimmed.replaceAll(',', ''))
    }
    if (mark === 'point' || !WITH_COMMA.test(trimmed)) return Number.NaN
    if (likeThousand) throw likeThousand
    mark = 'comma'
    return Number(trimmed.replaceAll('.', '').replace(',', '.'))
  }

  return {
    inText,
    inBytes(bytes, from, to, where) {
      const number = numberInBytes(bytes, from, to)
      const isWhole = mark !== 'point' && isInteger(bytes, from, to)
      hasIntegers ||= isWhole
      const isSure = isWhole || (mark === 'point' && !Number.isNaN(number))
      return isSure ? number : inText(textOf(bytes, from, to), where)
    },
    requireSure() {
      requireSureMark([{ mark, hasIntegers, likeThousand }])
    },
    requireMark(text, where) {
      const trimmed = text.trim()
      if (chosen === undefined || trimmed.length > LONGEST) return
      const other = chosen === 'comma' ? 'point' : 'comma'
      const isNumber = other === 'comma' ? WITH_COMMA.test(trimmed) : !Number.isNaN(numberIn(trimmed))
      if (!isNumber) return
      const choice = { options: ['decimal'], likely: { decimal: other } }
      throw undecidedBut(where(), `a rating with a decimal ${chosen}`, `'${trimmed}'`, choice)
    },
    get mark() {
      return mark
    },
    get marks() {
      return { mark, hasIntegers, likeThousand }
    },
  }
}

/** Whether the point of a number may be that of thousands: 1.200. */
export function isPointOfThousands(text: string): boolean {
  return POINT_OF_THOUSANDS.test(text)
}

/** A number with its sign first, as computers write it: −2 has another one. */
function withSign(text: string, isOfQuantities: boolean): string {
  if (text.length > LONGEST) return text
  const [, before, within] = isOfQuantities ? (BOOKKEPT.exec(text) ?? []) : []
  const amount = before ?? within
  return amount === undefined ? text.replace(TYPOGRAPHIC, '-') : `-${amount}`
}

function isInteger(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO
    if (digit < 0 || digit > 9) return false
  }
  return to > from
}
