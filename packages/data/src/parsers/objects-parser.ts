import { cancellationCounter } from '../columns/cancelled-rows'
import { findColumn } from '../columns/column-names'
import { verdictFinder } from '../columns/verdict-column'
import { entryIds } from '../interactions/entry-ids'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import { type Field, valueAt } from '../layouts/object-fields'
import { objectSplitter } from '../layouts/object-splitter'
import { type ObjectsLayout, objectIn } from '../layouts/objects-layout'
import type { BlockParser } from '../lines/line-blocks'
import { type Absence, leaveOut } from '../reading/absent-values'
import { duplicateKey } from '../reading/duplicate-key'
import { negativeCounter, type RowOptions } from '../reading/reading'
import { fileError, quoted, undecided, undecidedBut } from '../values/file-error'
import { isNegative, numberIn } from '../values/numbers-in-text'
import { ratingWords } from '../values/rating-words'
import { timeIn } from '../values/times-in-text'

/**
 * Reads one entry of each object, or of each element of a list in it.
 *
 * @param before lines of the file before the first block
 */
export function objectsParser(
  { kind, isRated, keys, columns, fields, list, split, quantity, beside }: ObjectsLayout,
  builder: InteractionsBuilder,
  name: string,
  before: number,
  rows: RowOptions,
): BlockParser {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const known = new Set(keys)
  const read = Object.values(fields).flatMap((field) =>
    field ? [...field.path, ...(field.inElement ?? [])] : [],
  )
  const negative = negativeCounter(quantity?.name ?? '')
  const cancelled = cancellationCounter(
    beside.map(({ name }) => name),
    [],
  )
  const verdicts = verdictFinder(fields.rating === undefined ? beside.map(({ name }) => name) : [], [])
  const words = ratingWords()
  const ids = entryIds(builder)
  const splitter = objectSplitter(name, before + 1, split, (bytes, line) => {
    const text = decoder.decode(bytes)
    let object: Readonly<Record<string, unknown>>
    try {
      object = objectIn(text, kind)
    } catch (cause) {
      throw fileError(
        `${name}:${line}`,
        `an object of ${kind}`,
        `${quoted(text)}${notJson(text, kind)}`,
        cause,
      )
    }
    const twice = kind === 'json' ? duplicateKey(text, object, read) : undefined // a dict that Python prints has none
    if (twice !== undefined) throw fileError(`${name}:${line}`, 'each key once', `${quoted(twice)} twice`)
    for (const key in object) if (!known.has(key)) requireUnread(key, line)
    for (const element of elementsOf(object, line)) add(object, element, line)
  })

  /** @throws if a key that the first objects lack would have been read as the rating */
  function requireUnread(key: string, line: number): void {
    known.add(key)
    const where = `${name}:${line}`
    if (!isRated || columns.rating !== undefined || findColumn([key], 'rating', undefined, where) < 0) return
    throw undecided(where, 'keys that the first objects have', `${quoted(key)}, a rating`, ['columns.rating'])
  }

  /** The elements of the list of which each is an entry; one that is undefined where there is no list. */
  function elementsOf(object: Readonly<Record<string, unknown>>, line: number): readonly unknown[] {
    const elements = list && valueAt(object, list)
    if (elements === undefined || elements === null) return [undefined]
    if (Array.isArray(elements)) return elements
    throw fileError(`${name}:${line}`, `a list as ${list!.join('.')}`, shown(elements))
  }

  function add(object: Readonly<Record<string, unknown>>, element: unknown, line: number): boolean {
    const where = `${name}:${line}`
    const value = ({ path, inElement }: Field) =>
      inElement ? valueAt(element, inElement) : valueAt(object, path)
    const absent = (lacks: Absence, text: string) => {
      ids.takeBack()
      return leaveOut(lacks, text, where, line, rows)
    }
    const userId = idIn(value(fields.user), { role: 'user', name: columns.user }, where)
    const user = builder.users.indexOf(userId)
    if (user < 0) return absent('no user', userId)
    const itemId = idIn(value(fields.item), { role: 'item', name: columns.item }, where)
    const item = builder.items.indexOf(itemId)
    if (item < 0) return absent('no item', itemId)
    const text = fields.rating === undefined ? '1' : textIn(value(fields.rating))
    const rating = Math.fround(words.orWord(numberIn(text), text))
    if (!Number.isFinite(rating)) return absent('no rating', text)
    const time = fields.timestamp === undefined ? '0' : textIn(value(fields.timestamp))
    const seconds = timeIn(time, rows.dateOrder)
    if (Number.isNaN(seconds)) return absent('no timestamp', time)
    if (quantity && user !== ELSEWHERE && isNegative(value(quantity.field))) negative.add(line)
    if (user !== ELSEWHERE) {
      const besideAt = (place: number) => value(beside[place]!.field)
      cancelled.add(besideAt, line)
      if (verdicts.isOpen) verdicts.add(besideAt, user, item)
    }
    builder.add(user, item, rating, seconds)
    ids.keep(user, item)
    return true
  }

  return {
    parse: (block) => splitter.split(block),
    end: () => splitter.end(),
    get line() {
      return splitter.line
    },
    turnedOut: () => ({
      negative: negative.count(),
      cancelled: cancelled.count(),
      verdicts: verdicts.column,
    }),
  }
}

/** An id as text; '' if it is absent. @throws if it is no id, or a number that is not exact */
function idIn(
  value: unknown,
  { role, name }: { readonly role: 'user' | 'item'; readonly name: string },
  where: string,
): string {
  const expected = `${role === 'user' ? 'a' : 'an'} ${role} id`
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw fileError(where, `${expected}: an integer below 2^53, or text`, String(value))
  }
  if (value === null || value === undefined || typeof value === 'string') return value ?? ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  const key = Array.isArray(value) ? undefined : Object.keys(value).find((each) => isText(value, each))
  if (key === undefined) throw fileError(where, `${expected}: text or a number`, shown(value))
  const option = `columns.${role}`
  throw undecidedBut(where, `${expected}: text or a number`, shown(value), {
    options: [option],
    likely: { [option]: `${name}.${key}` },
  })
}

function isText(object: object, key: string): boolean {
  return ['string', 'number'].includes(typeof (object as Record<string, unknown>)[key])
}

/** What a text has that JSON does not, and what to do. */
function notJson(text: string, kind: ObjectsLayout['kind']): string {
  const [, number] = /[[:,]\s*-?(NaN|Infinity)\s*[\]},]/.exec(text) ?? []
  if (kind !== 'json' || number === undefined) return ''
  return `, with ${number}, which JSON does not have: write null for it`
}

const shown = (value: unknown) => quoted(JSON.stringify(value))

function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
}
