import { type Id, idText } from './id-text'
import type { Interactions } from './interactions'
import { type InteractionsBuilder, interactionsBuilder } from './interactions-builder'

export interface Entry {
  readonly user: Id
  readonly item: Id
  readonly value?: number | undefined
  readonly timestamp?: number | undefined
}

/** Entries as columns of the same length. */
export interface EntryColumns {
  readonly users: ArrayLike<Id>
  readonly items: ArrayLike<Id>
  readonly values?: ArrayLike<number> | undefined
  readonly timestamps?: ArrayLike<number> | undefined
}

/**
 * Interactions from entries in memory. Order and duplicates as in `readInteractions`.
 *
 * @throws if an id is empty or neither a text nor an integer, or one beyond 2^53, a value or time is not finite, only some entries have one, or columns differ in length
 * @example interactionsFrom([{ user: 'ann', item: 'tea' }, { user: 'bob', item: 'coffee' }])
 */
export function interactionsFrom(entries: Iterable<Entry> | EntryColumns): Interactions {
  let builder: InteractionsBuilder | undefined
  let hasValues = false
  let hasTimes = false
  let count = 0
  for (const { user, item, value, timestamp } of 'users' in entries ? rowsOf(entries) : entries) {
    if (!builder) {
      hasValues = value !== undefined
      hasTimes = timestamp !== undefined
      builder = interactionsBuilder({ values: hasValues, timestamps: hasTimes })
    }
    const where = `interactionsFrom: entry ${count++}`
    if (hasValues !== (value !== undefined)) {
      throw new Error(
        `${where} must have ${hasValues ? 'a value' : 'no value'} like those before, got ${value}`,
      )
    }
    if (value !== undefined && !Number.isFinite(Math.fround(value))) {
      throw new Error(`${where} must have a finite value, got ${value}`)
    }
    if (hasTimes !== (timestamp !== undefined)) {
      throw new Error(
        `${where} must have ${hasTimes ? 'a timestamp' : 'no timestamp'} like those before, got ${timestamp}`,
      )
    }
    if (timestamp !== undefined && !Number.isFinite(timestamp)) {
      throw new Error(`${where} must have a finite timestamp, got ${timestamp}`)
    }
    const [userIndex, itemIndex] = [
      builder.users.indexOf(idText(user) ?? ''),
      builder.items.indexOf(idText(item) ?? ''),
    ]
    if (userIndex < 0 || itemIndex < 0) {
      throw new Error(`${where} must have a user and an item, got '${user}' and '${item}'`)
    }
    builder.add(userIndex, itemIndex, value ?? 1, timestamp)
  }
  return (builder ?? interactionsBuilder({ values: false })).build()
}

function* rowsOf({ users, items, values, timestamps }: EntryColumns): Generator<Entry> {
  const lengths = [users, items, values, timestamps].flatMap((column) => column?.length ?? [])
  if (new Set(lengths).size > 1) {
    throw new Error(`interactionsFrom: columns must have the same length, got ${lengths.join(', ')}`)
  }
  for (let i = 0; i < users.length; i++) {
    yield { user: users[i]!, item: items[i]!, value: values?.[i], timestamp: timestamps?.[i] }
  }
}
