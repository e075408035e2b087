import type { Ids } from '../interactions/interactions'
import type { Vocabulary } from '../interactions/vocabulary'
import { fileError, quoted, undecided } from '../values/file-error'
import { KEEP, keepsIds, type MissingChoice } from '../values/missing-ids'
import { mostCommon } from '../values/most-common'
import { clickedIds, keepClicked } from './clicked-ids'
import { packedCell } from './fields-in-cells'

/** Those that ids hardly have. */
const STRONG = [',', ';', '|', '\n', '、', '，', '；']
/** What may separate, where it is in many cells: tags, words between spaces, and signs with the spaces around them. */
const RUNS = /<[a-z]+\s*\/?>|\s+(?:and|und|et|y|e|en|og|och|i)\s+|[^\p{L}\p{N}]+/giu
/** Those that stand within ids, too, and within codes of several steps. */
const WITHIN_IDS = /^[-._:]$/
/** Those within numbers of telephones, fractions and measures. */
const WITHIN_NUMBERS = /^(?:\s*[-+/.:_]?\s*|\s+[x×]\s+)$/
/** Around lists and their parts, as programs print them. */
const AROUND = /^[\s"'[({]+|[\s"'\])}]+$/g
const SAMPLE = 2000 // different ids
const FEWEST = 8 // lists that are no chance
const SHARE_OF_IDS = 0.25
const SHARE_OF_FIRST = 0.3
const SHARE_OF_NUMBERED = 0.9 // of the parts
const SHARE_OF_LENGTH = 0.05 // of the cells, to tell that their lengths differ
const SHARE_OF_FORM = 0.95 // of the parts

type Lists = readonly (readonly string[])[]

/**
 * Requires that ids of users and of items are no lists of ids, such as the products of an order in one cell.
 *
 * Lists differ in length, and what one begins with stands further on in another: `A-1,B-2`, `C-3,A-1,B-2`, `B-2`. A title with a comma,
 * or an id of two parts, has parts that keep their places. Of a wide catalogue, whose parts hardly recur, they are ids of one form:
 * `4711,12,903`, `88,5061`. Between spaces, `/`, `&` and other signs that titles have nearly all parts must have digits; between signs that
 * ids have, such as `-`, no two lists begin with the same two parts, as codes of several steps do. Nor are they named fields in one cell.
 *
 * @throws if many of the first ids are such lists or fields, unless they are kept
 */
export function requireSingleIds(
  { users, items }: Record<'users' | 'items', Pick<Vocabulary, 'ids'>>,
  where: string,
  missing: MissingChoice = 'refuse',
): void {
  if (keepsIds(missing)) return
  requireSingle(items.ids(SAMPLE), 'item', where, missing)
  requireSingle(users.ids(SAMPLE), 'user', where, missing)
}

function requireSingle(sample: Ids, role: 'user' | 'item', where: string, missing: MissingChoice): void {
  const packed = packedCell(sample)
  if (packed !== undefined) {
    const got = `several fields in one cell, such as ${quoted(packed)}; write a column for each, and a row for each ${role}, or keep each cell as an id`
    throw undecided(where, `the id of a${role === 'item' ? 'n' : ''} ${role}`, got, [KEEP])
  }
  const fewest = Math.max(FEWEST, SHARE_OF_IDS * sample.length)
  for (const separator of separatorsIn(sample, fewest)) {
    const lists = sample.filter((id) => id.includes(separator))
    if (lists.length < fewest) continue
    const parts = lists.map((list) => partsOf(list, separator))
    if (!areLists(parts, separator, sample.length)) continue
    const got = `lists with ${shown(separator)} in ${lists.length} of the first ${sample.length} different cells, such as ${quoted(lists[0]!)}; write a row for each ${role}`
    const expected = `one ${role} in each row`
    const wayOut = `${divided(separator)}${role === 'item' ? ofClicks(parts.flat()) : ''}`
    // rows without an id, which are skipped, cannot be kept
    if (missing === 'skip') throw fileError(where, expected, `${got}${wayOut}`)
    throw undecided(where, expected, `${got}${wayOut}, or keep each list as an id`, [KEEP])
  }
}

/** Separators that are in many ids: strong ones first. */
function separatorsIn(sample: Ids, fewest: number): Iterable<string> {
  const cells = new Map<string, number>()
  for (const id of sample) {
    const runs = new Set(Array.from(id.matchAll(RUNS), ([run]) => (run.trim() === '' ? run[0]! : run)))
    for (const run of runs) cells.set(run, (cells.get(run) ?? 0) + 1)
  }
  const often = [...cells].flatMap(([run, count]) => (count >= fewest ? [run] : []))
  return new Set([...STRONG, ...often])
}

function areLists(parts: Lists, separator: string, cells: number): boolean {
  const isStrong = STRONG.includes(separator) || separator.startsWith('<')
  const areOfOneLength = parts.every(({ length }) => length === parts[0]!.length)
  if (areOfOneLength && (!isStrong || parts.length === cells)) return false
  const flat = parts.flat()
  if (!WITHIN_NUMBERS.test(separator) && areOfManyLengths(parts, cells) && areIdsOfOneForm(flat)) return true
  if (!areMixed(parts) || (!isStrong && !areNumbered(flat))) return false
  return !WITHIN_IDS.test(separator) || beginApart(parts)
}

function partsOf(list: string, separator: string): readonly string[] {
  return list.split(separator).map((part) => part.replace(AROUND, ''))
}

/** Whether first parts stand further on in other lists. */
function areMixed(lists: Lists): boolean {
  const first = new Set(lists.map(([part]) => part!).filter((part) => part !== ''))
  const further = new Set(lists.flatMap((parts) => parts.slice(1)))
  const both = [...first].filter((part) => further.has(part))
  return both.length >= Math.max(FEWEST / 2, SHARE_OF_FIRST * first.size)
}

function areNumbered(parts: readonly string[]): boolean {
  return parts.filter((part) => /\d/.test(part)).length >= SHARE_OF_NUMBERED * parts.length
}

/** Whether several lengths of lists are common. */
function areOfManyLengths(lists: Lists, cells: number): boolean {
  const counts = new Map<number, number>()
  for (const { length } of lists) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts.values()].filter((count) => count >= SHARE_OF_LENGTH * cells).length > 1
}

/** Whether nearly all parts are ids of one form, such as integers, or letters and then digits; not groups of thousands. */
function areIdsOfOneForm(parts: readonly string[]): boolean {
  const most = SHARE_OF_FORM * parts.length
  const forms = [
    (part: string) => part.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '0'),
    (part: string) => String(part.length),
  ]
  const areIds = parts.filter((part) => /^[^\s]*\d[^\s]*$/.test(part)).length >= most
  const areThousands = parts.filter((part) => /^\d{3}$/.test(part)).length > parts.length / 2
  return areIds && !areThousands && forms.some((form) => mostCommon(parts.map(form)).count >= most)
}

/** Whether hardly two lists begin with the same two parts, and hardly one has a part twice. */
function beginApart(lists: Lists): boolean {
  const starts = new Set(lists.map((parts) => parts.slice(0, 2).join('\n')))
  const different = lists.filter((parts) => new Set(parts).size === parts.length)
  return Math.min(starts.size, different.length) >= SHARE_OF_NUMBERED * lists.length
}

/** How a query of DuckDB divides such lists. */
function divided(separator: string): string {
  if (/['\s]/.test(separator) && separator !== ' ') return ''
  return `, as unnest(string_split(…, '${separator}')) does in a query of DuckDB`
}

/** What to do with parts that say at their end whether the item was clicked on, as `N63116-0` does. */
function ofClicks(parts: readonly string[]): string {
  const different = new Set(parts)
  const areOfClicks = clickedIds(() => different, different.size) !== undefined
  return areOfClicks ? `; where -0 or -1 at the end says whether it was clicked on, ${keepClicked}` : ''
}

/** How a query of DuckDB divides a list in brackets, whose parts may be in quotes. */
export function dividedInBrackets(list: string): string {
  const separator = list.includes(',') ? ',' : ' '
  return `as trim(unnest(string_split(trim(…, '[](){}'), '${separator}')), ' ''"') does in a query of DuckDB`
}

function shown(separator: string): string {
  if (separator === '\n') return 'line ends'
  if (separator === '\t') return 'tabs'
  const sign = separator.trim() || ' '
  return `'${WITHIN_IDS.test(sign) ? separator : sign}'`
}
