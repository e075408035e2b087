import { withoutFormatOfWords, withPlainDigits } from '../values/plain-text'

const WITH_DECIMALS = /^(-?\d+)\.0+$/
const WITH_EXPONENT = /^\d\.\d+E\d{1,2}$/ // 1.2345678E7, as Java prints a double
const WITH_ZEROS = /^0+\d+$/
const LONGEST_NUMBER = 40 // characters: of longer ones not each way to write fewer zeros, which takes time with the square of them
/** Points, commas, apostrophes or spaces between groups of three digits. */
const WITH_MARKS = /^[1-9]\d{0,2}([,.'\u2019 \u00a0\u202f])\d{3}(?:\1\d{3})*$/
const GUID = /^\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?$/i
const SHORTEST_GUID = 36 // characters
/** An ISBN whose last digit is ten. */
const SMALL_ISBN = /^\d{9}x$|^\d[\d-]{10}-x$/
/** An ISBN in groups: 0-306-40615-2, 978 0 306 40615 7, 978-0306406157. */
const GROUPED_ISBN = /^\d{1,5}(?:[- ]\d+)*[- ][\dx]+$/i
const LONGEST_ISBN = 17 // characters
const BEYOND_ASCII = /[^\0-\x7f]/
const LONGEST_ADDRESS = 320 // characters
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
/** `2× Cap` and `Cap x 2`, as shops write an order; not `2 x 4`, a measure. */
const WITH_QUANTITY = /^\d+ ?[×x] (\D.*)$|^(.*\D) [×x] ?\d+$/

/** In what an id may differ from itself as another program, or person, writes it. */
export type Difference =
  | 'decimals'
  | 'zeros'
  | 'marks'
  | 'guid'
  | 'accents'
  | 'unseen'
  | 'digits'
  | 'capitals'
  | 'check digit'
  | 'hyphens'
  | 'quantity'

/**
 * How an id is written elsewhere: `7.0` and `007` as 7, a GUID in small letters and without braces, the X of an ISBN as a capital, an ISBN without hyphens, an accent as one character,
 * without characters that nothing shows, the digits of other scripts as 0 to 9, an e-mail
 * address in small letters, a product without how many were bought.
 */
export function* otherSpellings(id: string): Generator<{ readonly id: string; readonly by: Difference }> {
  const decimal = WITH_DECIMALS.exec(id)?.[1] ?? (WITH_EXPONENT.test(id) ? String(Number(id)) : undefined)
  if (decimal !== undefined) yield { id: decimal, by: 'decimals' }
  if (WITH_ZEROS.test(id)) {
    let short = id.length > LONGEST_NUMBER ? id.replace(/^0+(?=0\d)/, '') : id
    do {
      short = short.slice(1)
      yield { id: short, by: 'zeros' }
    } while (short.length > 1 && short.startsWith('0'))
  }
  const [, mark] = WITH_MARKS.exec(id) ?? []
  if (mark !== undefined) yield { id: id.replaceAll(mark, ''), by: 'marks' }
  if (id.length >= SHORTEST_GUID && GUID.test(id)) {
    const small = id.toLowerCase().replace(/[{}]/g, '')
    for (const other of [small, small.toUpperCase(), `{${small}}`]) {
      if (other === id) return
      yield { id: other, by: 'guid' }
    }
  }
  if (SMALL_ISBN.test(id)) yield { id: id.toUpperCase(), by: 'check digit' }
  if (id.length <= LONGEST_ISBN && GROUPED_ISBN.test(id)) {
    const plain = id.replace(/[- ]/g, '').toUpperCase()
    if (isIsbn(plain)) yield { id: plain, by: 'hyphens' }
  }
  if (BEYOND_ASCII.test(id)) {
    const composed = id.normalize('NFC')
    if (composed !== id) yield { id: composed, by: 'accents' }
    const seen = withoutFormatOfWords(id)
    if (seen !== id) yield { id: seen, by: 'unseen' }
    const plain = withPlainDigits(seen)
    if (plain !== seen) yield { id: plain, by: 'digits' }
  }
  if (id.length <= LONGEST_ADDRESS && id.includes('@') && ADDRESS.test(id)) {
    const small = id.toLowerCase()
    if (small !== id) yield { id: small, by: 'capitals' }
  }
  const [, counted, countedAfter] = (id.includes(' ') && WITH_QUANTITY.exec(id)) || []
  const product = counted ?? countedAfter
  if (product !== undefined) yield { id: product, by: 'quantity' }
}

/** Whether the last digit checks the others, as that of an ISBN does. */
function isIsbn(text: string): boolean {
  const digits = Array.from(text, (digit) => (digit === 'X' ? 10 : Number(digit)))
  const sum = (weightOf: (place: number) => number) =>
    digits.reduce((total, digit, place) => total + digit * weightOf(place), 0)
  if (digits.length === 13) return sum((place) => (place % 2 === 0 ? 1 : 3)) % 10 === 0
  return digits.length === 10 && sum((place) => 10 - place) % 11 === 0
}
