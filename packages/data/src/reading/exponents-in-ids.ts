import type { Vocabulary } from '../interactions/vocabulary'
import { quoted, undecided } from '../values/file-error'
import { KEEP } from '../values/missing-ids'

/** A number of six digits and more as programs print it: 1.6984767E7 of Java and Spark, 1e5 of readr. 12e5 may be a code, or a hash. */
const PRINTED = /^[1-9](?:\.\d+)?[eE](?:[5-9]|[12]\d)$/
const NUMBER = /^\d+(?:\.\d+)?$/

/**
 * Requires that no id is a number with an exponent, such as 1.6984767E7, which other files write as 16984767; without decimals, as 1e5, it
 * is a code unless all other ids are numbers.
 *
 * @throws naming the first of them
 */
export function requireNoExponents(
  role: 'user' | 'item',
  ids: Pick<Vocabulary, 'texts' | 'size'>,
  where: string,
): void {
  const printed = printedIn(ids)
  if (printed === undefined) return
  const got = `${quoted(printed)}, a number as Java, Spark or readr print it: export the column as text, or keep these as ids`
  throw undecided(where, `${role} ids as they were written`, got, [KEEP])
}

function printedIn(ids: Pick<Vocabulary, 'texts' | 'size'>): string | undefined {
  let first: string | undefined
  let printed = 0
  let areNumbers = true
  for (const id of ids.texts()) {
    if (PRINTED.test(id)) {
      if (id.includes('.')) return id
      first ??= id
      printed++
    } else if (areNumbers) areNumbers = NUMBER.test(id)
  }
  return areNumbers && printed < ids.size ? first : undefined
}
