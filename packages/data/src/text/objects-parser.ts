import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { leaveOut } from './absent-values'
import { findColumn } from './column-names'
import { fileError, quoted, undecided } from './file-error'
import type { BlockParser } from './line-blocks'
import { numberIn } from './numbers-in-text'
import { objectSplitter } from './object-splitter'
import { type ObjectsLayout, objectIn } from './objects-layout'
import type { RowOptions } from './reading'
import { timeIn } from './times-in-text'

/** Reads one object an entry. @param before lines of the file before the first block */
export function objectsParser(
  { kind, keys, names }: ObjectsLayout,
  builder: InteractionsBuilder,
  name: string,
  before: number,
  rows: RowOptions,
): BlockParser {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const known = new Set(names)
  const splitter = objectSplitter(name, before + 1, kind === 'python', (bytes, line) => {
    const text = decoder.decode(bytes)
    let object: Readonly<Record<string, unknown>>
    try {
      object = objectIn(text, kind)
    } catch (cause) {
      throw fileError(`${name}:${line}`, `an object of ${kind}`, quoted(text), cause)
    }
    for (const key in object) if (!known.has(key)) requireUnread(key, line)
    add(object, line)
  })

  /** @throws if a key that the first objects lack would have been read as the rating */
  function requireUnread(key: string, line: number): void {
    known.add(key)
    const where = `${name}:${line}`
    if (keys.rating !== undefined || findColumn([key], 'rating', undefined, where) < 0) return
    throw undecided(where, 'keys that the first objects have', `${quoted(key)}, a rating`, ['columns.rating'])
  }

  function add(object: Readonly<Record<string, unknown>>, line: number): boolean {
    const where = `${name}:${line}`
    const userId = idIn(object[keys.user], 'a user id', where)
    const user = builder.users.indexOf(userId)
    if (user < 0) return leaveOut('no user', userId, where, line, rows)
    const itemId = idIn(object[keys.item], 'an item id', where)
    const item = builder.items.indexOf(itemId)
    if (item < 0) return leaveOut('no item', itemId, where, line, rows)
    const rating = keys.rating === undefined ? '1' : textIn(object[keys.rating])
    const value = Math.fround(numberIn(rating))
    if (!Number.isFinite(value)) return leaveOut('no rating', rating, where, line, rows)
    const time = keys.timestamp === undefined ? '0' : textIn(object[keys.timestamp])
    const seconds = timeIn(time)
    if (Number.isNaN(seconds)) return leaveOut('no timestamp', time, where, line, rows)
    builder.add(user, item, value, seconds)
    return true
  }

  return {
    parse: (block) => splitter.split(block),
    end: () => splitter.end(),
    get line() {
      return splitter.line
    },
  }
}

/** An id as text; '' if it is absent. @throws if it is no id, or a number that is not exact */
function idIn(value: unknown, expected: string, where: string): string {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw fileError(where, `${expected}: an integer below 2^53, or text`, String(value))
  }
  if (value === null || value === undefined || typeof value === 'string') return value ?? ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw fileError(where, `${expected}: text or a number`, quoted(JSON.stringify(value)))
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
}
