import { type ColumnRole, findColumn, plainName } from '../columns/column-names'
import { isQuantityName } from '../columns/quantity-names'
import { entryIds } from '../interactions/entry-ids'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { ELSEWHERE } from '../interactions/shard-vocabulary'
import type { ObjectsLayout } from '../layouts/layout-of-objects'
import { listElements } from '../layouts/list-elements'
import { type Field, isObject, valueAt } from '../layouts/object-fields'
import { objectIn } from '../layouts/object-in-text'
import { objectSplitter } from '../layouts/object-splitter'
import { strayRows } from '../layouts/stray-rows'
import type { BlockParser } from '../lines/line-blocks'
import { type Absence, leaveOut, NO_RATINGS } from '../reading/absent-values'
import { duplicateKey } from '../reading/duplicate-key'
import type { RowOptions } from '../reading/reading'
import { fileError, quoted, undecidedBut } from '../values/file-error'
import { skipsRows } from '../values/missing-ids'
import { ratingNumbers } from '../values/rating-numbers'
import { ratingWords } from '../values/rating-words'
import { entryTimeIn } from '../values/times-in-text'
import { lastKey } from '../values/words-of-ratings'
import { fieldsBeside } from './fields-beside'
import { laterFields } from './later-fields'

/**
 * Reads one entry of each object, or of each element of a list in it.
 *
 * @param before lines of the file before the first block
 */
export function objectsParser(
  { kind, isRated, known, columns, fields, lists, split, beside: first }: ObjectsLayout,
  builder: InteractionsBuilder,
  name: string,
  before: number,
  rows: RowOptions,
): BlockParser {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const read = Object.values(fields).flatMap((field) =>
    field ? [...field.path, ...(field.inElement ?? [])] : [],
  )
  const beside = fieldsBeside(first, fields.rating !== undefined, rows.verdicts)
  const later: string[] = [] // names of fields that the first objects lack
  const inObjects = laterFields(
    known.map(({ path }) => path),
    (path) => addLater({ path }),
  )
  const list = lists.length === 1 ? lists[0] : undefined // whose elements may be objects
  const listed = list && known.filter(({ path }) => path.join('.') === list.join('.'))
  const inElements = laterFields(
    (listed ?? []).flatMap(({ inElement }) => (inElement ? [inElement] : [])),
    (inElement) => addLater({ path: list!, inElement }),
  )
  let place = before + 1 // of the present object
  const numbers = ratingNumbers({
    chosen: rows.decimal,
    isContinental: false,
    isOfQuantities: isQuantityName(lastKey(String(columns.rating ?? ''))),
  })
  const words = ratingWords()
  const ids = entryIds(builder)
  const stray = strayRows(rows.missing)
  let entries = 0 // that were added
  const elements = listElements(lists)
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
    place = line
    inObjects.lookAt(object)
    for (const element of elements.elementsOf(object, `${name}:${line}`)) {
      if (list && isObject(element)) inElements.lookAt(element)
      add(object, element, line)
    }
  })

  /** @throws if a field that the first objects lack would have been read as the rating */
  function addLater(field: Field): void {
    const keys = field.inElement ?? field.path
    const label = [...field.path, ...(field.inElement ?? [])].join('.')
    const where = `${name}:${place}`
    if (isRated && columns.rating === undefined && keys.length === 1 && isOf('rating', keys[0]!)) {
      const together = ['columns.rating', 'missing']
      const options = [...together, NO_RATINGS]
      const likely = { 'columns.rating': label }
      throw undecidedBut(where, 'keys that the first objects have', `${quoted(label)}, a rating`, {
        ...{ options, likely, together },
      })
    }
    later.push(label)
    beside.addField({ name: label, field })
  }

  /** @throws if a value is missing as its key has changed: one that the first objects lack stands in its place */
  function requireSameKey(role: ColumnRole, object: unknown, element: unknown, where: string): void {
    const { path, inElement } = fields[role]!
    const keys = inElement ?? path
    const [around, last] = [keys.slice(0, -1), keys.at(-1)]
    const parent = valueAt(inElement ? element : object, around)
    if (last === undefined || !isObject(parent) || Object.hasOwn(parent, last)) return
    const isSame = (key: string) => plainName(key) === plainName(last)
    const mayStand = (key: string) => isSame(key) || (!skipsRows(rows.missing) && isOf(role, key))
    const before = [...(inElement ? path : []), ...around]
    const key = Object.keys(parent).find(
      (each) => later.includes([...before, each].join('.')) && mayStand(each),
    )
    if (key === undefined) return
    const got = `${quoted(key)} in its place: give all objects the same keys`
    throw fileError(where, `${quoted(last)} as ${role}, as in the objects before`, got)
  }

  function add(object: Readonly<Record<string, unknown>>, element: unknown, line: number): boolean {
    const where = `${name}:${line}`
    const value = (field: Field) => elements.valueOf(field, object, element)
    const absent = (role: ColumnRole, text: string) => {
      const lacks: Absence = `no ${role}`
      if (text === '') requireSameKey(role, object, element, where)
      ids.takeBack()
      const cellOf = (name: string) => textIn(value(first.find((each) => each.name === name)!.field))
      const areWords = words.kind === 'words'
      return leaveOut(lacks, text, where, line, { ...rows, cellOf, areWords, hasTextIds: true }) // a null is an empty text here
    }
    const userId = idIn(value(fields.user), { role: 'user', name: columns.user }, where)
    const user = builder.users.indexOf(userId)
    if (user < 0) return absent('user', userId)
    const itemId = idIn(value(fields.item), { role: 'item', name: columns.item }, where)
    const item = builder.items.indexOf(itemId)
    if (item < 0) return absent('item', itemId)
    const given = fields.rating === undefined ? 1 : value(fields.rating)
    const text = typeof given === 'number' ? '' : textIn(given)
    const number = typeof given === 'number' ? given : numbers.inText(text, () => where)
    const rating = Math.fround(words.orWord(number, text))
    if (!Number.isFinite(rating)) return absent('rating', textIn(given))
    const time = fields.timestamp === undefined ? '0' : textIn(value(fields.timestamp))
    const seconds = entryTimeIn(time, rows.dateOrder)
    if (Number.isNaN(seconds)) return absent('timestamp', time)
    if (user !== ELSEWHERE) beside.add(value, line, user, item)
    if (ids.isNewUser(user) || ids.isNewItem(item)) {
      const isEntry = stray.isEntry({
        ...{ user: userId, item: itemId, at: entries, where, isFirst: entries === 0 },
        ...{ isUserNew: ids.isNewUser(user), isItemNew: ids.isNewItem(item) },
      })
      if (!isEntry) {
        ids.takeBack()
        rows.skipped.add('no entry', line)
        return false
      }
      ids.keep(user, item)
    }
    if (fields.timestamp && rows.times?.knows(seconds) === false) rows.times.add(seconds, time, where)
    builder.add(user, item, rating, seconds)
    entries++
    return true
  }

  return {
    parse: (block) => splitter.split(block),
    end() {
      splitter.end()
      stray.requireNoneOutside(entries - 1)
      numbers.requireSure()
    },
    get line() {
      return splitter.line
    },
    turnedOut: () => ({
      ...beside.turnedOut(),
      ratingKind: fields.rating && words.kind,
      marks: numbers.marks,
      decimal: numbers.mark === 'comma' ? 'comma' : rows.decimal,
      unread: later,
    }),
  }
}

/** Whether a key is known for a role. */
function isOf(role: ColumnRole, key: string): boolean {
  return findColumn([key], role, undefined, '') === 0
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
