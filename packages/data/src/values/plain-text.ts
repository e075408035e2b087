const BEYOND_ASCII = /[^\0-\x7f]/
const FORMAT = /\p{Cf}/gu
/** Not joiners, which divide Persian words and make one emoji of several, but between Latin letters; not tags, which tell flags apart; nor Arabic signs of numbers, which are shown. */
const FORMAT_OF_WORDS =
  /(?!\p{Join_C}|[\u{e0020}-\u{e007f}])(?=\p{DI})\p{Cf}|(?<=\p{sc=Latin})\p{Join_C}+(?=\p{sc=Latin})/gu
const OTHER_DIGIT = /(?!\d)\p{Nd}/gu
const DIGITS = 10

/** A text without characters that nothing shows, such as the marks of direction that programs write before a sign in Hebrew or Arabic. */
export function withoutFormat(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(FORMAT, '') : text
}

/**
 * A text without characters that nothing shows in words of its script either.
 *
 * @example withoutFormatOfWords('An\u200dna 👩\u200d🚀') // 'Anna 👩\u200d🚀'
 */
export function withoutFormatOfWords(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(FORMAT_OF_WORDS, '') : text
}

/**
 * A text whose digits are 0 to 9, where other scripts have their own.
 *
 * @example withPlainDigits('u٥') // 'u5'
 */
export function withPlainDigits(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(OTHER_DIGIT, plainDigit) : text
}

/** Digits of a script stand together in Unicode, from its zero on. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0)!
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return String((code - first) % DIGITS)
}
