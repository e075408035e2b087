import type { Interactions } from './interactions'
import { type InteractionsBuilder, interactionsBuilder } from './interactions-builder'

export interface Entry {
  readonly user: string | number
  readonly item: string | number
  readonly value?: number | undefined
}

/** The same by columns of one length. */
export interface EntryColumns {
  readonly users: ArrayLike<string | number>
  readonly items: ArrayLike<string | number>
  readonly values?: ArrayLike<number> | undefined
}

/**
 * Interactions from entries in memory. Order and duplicates as in `readInteractions`.
 *
 * @throws if an id is empty, a value is not finite, only some entries have values, or columns differ in length
 * @example interactionsFrom([{ user: 'ann', item: 'tea' }, { user: 'bob', item: 'coffee' }])
 */
export function interactionsFrom(entries: Iterable<Entry> | EntryColumns): Interactions {
  let builder: InteractionsBuilder | undefined
  let hasValues = false
  let count = 0
  for (const { user, item, value } of 'users' in entries ? rowsOf(entries) : entries) {
    if (!builder) {
      hasValues = value !== undefined
      builder = interactionsBuilder({ values: hasValues })
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
    const [userIndex, itemIndex] = [builder.users.indexOf(String(user)), builder.items.indexOf(String(item))]
    if (userIndex < 0 || itemIndex < 0) {
      throw new Error(`${where} must have a user and an item, got '${user}' and '${item}'`)
    }
    builder.add(userIndex, itemIndex, value ?? 1)
  }
  return (builder ?? interactionsBuilder({ values: false })).build()
}

function* rowsOf({ users, items, values }: EntryColumns): Generator<Entry> {
  if (items.length !== users.length || (values && values.length !== users.length)) {
    const lengths = [users, items, ...(values ? [values] : [])].map(({ length }) => length)
    throw new Error(`interactionsFrom: columns must have the same length, got ${lengths.join(', ')}`)
  }
  for (let i = 0; i < users.length; i++) yield { user: users[i]!, item: items[i]!, value: values?.[i] }
}
