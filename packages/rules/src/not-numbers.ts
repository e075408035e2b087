import { amountText, type TableColumn } from '@hvamp/data'
import { readAs, typesOption } from './read-as'
import { shownValue } from './shown-value'

/** Texts that are nearly numbers or dates, and what makes them so. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+$|^[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}$/, 'commas of thousands'],
  [/^[+-]?[1-9]\d{0,2},\d{3}$/, 'a comma of decimals or of thousands'],
  [/^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/, 'a decimal comma'],
  [/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/, 'write dates as 2026-12-31'],
  [/^[+-]?\d[\d.,\s]*%$/, 'write the number alone'],
  [/^(?:\([\d.,]+\)|[\d.,]*\d[-\u2212])$/, 'write a number below zero with its sign first, as -6'],
  [/^\d[\d.,]*[.,][-\u2013\u2014]$/, 'write 49,- as 49'],
]

/** 1'249.00, as Switzerland writes it. */
const APOSTROPHES = /^[+-]?[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]\d+)?$/

/**
 * What a column has that has to be numbers: its type and, of texts, the first that is no number, and what makes it one.
 *
 * @param name of the column
 * @example notNumbers(table.column('price'), 'price') // "text, such as 'N/A': leave the cells without a number empty"
 */
export function notNumbers(column: TableColumn, name: string): string {
  if (column.type !== 'text') return column.type
  const { texts } = column
  const odd = texts.find((text) => !isNumber(text))
  if (odd === undefined)
    return texts.length === 0
      ? 'text'
      : `text, such as ${shownValue(texts[0])}: numbers as texts, ${asNumbers(name)}`
  if (amountText(odd)?.currency && !odd.includes('%'))
    return `text, such as ${shownValue(odd)}: amounts with a currency, ${asNumbers(name)}`
  if (APOSTROPHES.test(odd))
    return `text, such as ${shownValue(odd)}: apostrophes of thousands, ${asNumbers(name)}`
  const [
    ,
    answer = texts.some(isNumber)
      ? `leave the cells without a number empty, or choose ${typesOption(name, 'number-or-missing')}`
      : undefined,
  ] = ANSWERS.find(([fits]) => fits.test(odd)) ?? []
  return `text, such as ${shownValue(odd)}${answer === undefined ? '' : `: ${answer}`}`
}

/** The marks that read numbers such as these. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  'a decimal comma': ['comma'],
  'commas of thousands': ['point'],
  'a comma of decimals or of thousands': ['comma', 'point'],
}

/**
 * The same with the option of readers of tables that reads numbers of another decimal mark.
 *
 * @example withWayToNumbers("text, such as '4,50': a decimal comma") // "… a decimal comma, read by decimal: 'comma' of readTable (of the command: --table-decimal comma)"
 */
export function withWayToNumbers(said: string): string {
  const marks = MARKS[said.slice(said.lastIndexOf(': ') + 2)]
  if (!marks) return said
  const quoted = marks.map((mark) => `'${mark}'`).join(' or ')
  return `${said}, read by decimal: ${quoted} of readTable (of the command: --table-decimal ${marks.join(' or ')})`
}

const asNumbers = (name: string) => readAs(name, 'number')

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text))
