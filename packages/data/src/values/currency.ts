/** Signs and codes of currencies before an amount: €, US$, R$, EUR 5, CHF5, kr 5. */
export const CURRENCY_BEFORE = String.raw`(?:\p{L}{0,3}\p{Sc}|[A-Z]{3}(?=\s)|EUR|USD|GBP|CHF|(?:kr|rs|fr)\b\.?)`
/** Those behind one: €, EUR, zł, kr, Kč. */
const BEHIND = String.raw`\p{Sc}|[A-Z]{3}|zł|kr\.?|Kč|Ft|lei|лв\.?|руб\.?|Fr\.?`
const AMOUNT = new RegExp(
  String.raw`^(?<sign>[+-]?)(?:(?<before>${CURRENCY_BEFORE})\s*)?(?<number>[+-]?\d(?:[\d.,'’ \u00a0\u202f]*\d)?)\s*(?<behind>%|${BEHIND})?$`,
  'u',
)
const LONGEST = 40 // characters

/** An amount beside its currency. */
export interface AmountText {
  /** As it is written, spaces between its digits too. */
  readonly number: string
  /** The sign or the code; a per cent sign is given in its place, and '' where there is none. */
  readonly currency: string
}

/**
 * The number of a text and its currency, before or behind, with whatever space between; undefined for another text.
 *
 * @example amountText('549,00 €') // { number: '549,00', currency: '€' }
 */
export function amountText(text: string): AmountText | undefined {
  if (text.length > LONGEST) return undefined
  const { sign = '', before, number = '', behind } = AMOUNT.exec(text.trim())?.groups ?? {}
  if (number === '' || (before !== undefined && behind !== undefined)) return undefined
  return { number: sign + number, currency: before ?? behind ?? '' }
}
