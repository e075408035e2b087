const integer = /^(0|-?[1-9]\d{0,18})$/

/**
 * Whether a text is an integer that a column of type `bigint` holds as it is: of 64 bits with its sign, without leading zeros.
 *
 * @example isBigint('9223372036854775808') // false: 2 ** 63 is 1 too much
 */
export function isBigint(text: string): boolean {
  if (!integer.test(text)) return false
  return text.length < 19 || BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}
