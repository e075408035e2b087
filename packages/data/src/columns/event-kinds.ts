import { wordsOfKey } from '../values/words-of-ratings'
import { isEventCodeName } from './event-names'
import { addRows } from './rows-of-values'

/** How many rows have each kind of event, by a column that was not read. */
export interface EventKinds {
  /** Its name. */
  readonly column: string
  /** Most rows first. */
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[]
}

/** Different kinds that a column has at most. */
export const MOST_KINDS = 20
const FEWEST_KNOWN = 2
const CODE = /^-?\d{1,9}(?:\.0)?$/
const ROWS_OF_CODE = 2 // on average, which numbers of rows do not have

/** What users do, by the beginnings of its name: `view`, `addtocart`, `add_to_cart`, `pv`, `purchase`. */
const KNOWN =
  /^(?:(?:page|item|product|content)?_?(?:view|visit|click|impression|detail)|pv$|brows|search|(?:add|remove)_?(?:to|from)_?(?:cart|basket|wishlist|bag)|cart|basket|fav|wishlist|wish_list|bookmark|sav(?:e|ed)$|shar(?:e|ed)$|lik(?:e|ed)$|follow|buy$|bought|purchas|transaction|order|checkout|pay|play|listen|watch|stream|download|install|read$|open|rat(?:e|ed|ing)$|review|comment|reply|skip|dislike|ansicht|aufruf|klick|warenkorb|merkzettel|kauf|bestell)/

/**
 * What is said of the kinds of events in one file or several, whose rows count alike: those of the first column that has several, of which
 * two at least are known, such as `view` and `purchase`; without one those of the first whose kinds are all codes, and whose name says so;
 * undefined without either.
 *
 * @param counts of one file after the other
 */
export function eventKinds(counts: readonly EventKinds[]): EventKinds | undefined {
  const columns = new Map<string, Map<string, number>>()
  for (const { column, kinds } of counts) {
    const rowsOf = columns.get(column) ?? new Map<string, number>()
    for (const { kind, rows } of kinds) addRows(rowsOf, kind, rows)
    columns.set(column, rowsOf)
  }
  const few = [...columns].filter(([, rowsOf]) => rowsOf.size <= MOST_KINDS)
  const found =
    few.find(([, rowsOf]) => [...rowsOf.keys()].filter(isKnown).length >= FEWEST_KNOWN) ??
    few.find(([column, rowsOf]) => areCodes(column, rowsOf))
  if (!found) return undefined
  const [column, rowsOf] = found
  const kinds = Array.from(rowsOf, ([kind, rows]) => ({ kind, rows }))
  return { column, kinds: kinds.toSorted((a, b) => b.rows - a.rows) }
}

const isKnown = (kind: string) => KNOWN.test(kind.toLowerCase().replace(/[^\p{L}]+/gu, '_'))

function areCodes(column: string, rowsOf: ReadonlyMap<string, number>): boolean {
  const rows = [...rowsOf.values()].reduce((sum, count) => sum + count, 0)
  const areSeveral = rowsOf.size > 1 && rows >= ROWS_OF_CODE * rowsOf.size
  return (
    areSeveral && isEventCodeName(wordsOfKey(column)) && [...rowsOf.keys()].every((kind) => CODE.test(kind))
  )
}
