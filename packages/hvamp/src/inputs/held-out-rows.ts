import { type Entry, entriesOf, type Interactions, type UserSplit } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'

type Id = Entry['user']

/** @throws bad input if an entry of one file is in the other: it would be trained on and found again */
export function requireApart(
  [path, seen]: readonly [string, Interactions],
  [file, heldOut]: readonly [string, Interactions],
): void {
  const itemsOf = new Map<Id, Set<Id>>()
  for (const { user, item } of entriesOf(heldOut)) {
    const items = itemsOf.get(user)
    if (items) items.add(item)
    else itemsOf.set(user, new Set([item]))
  }
  let first: Entry | undefined
  let count = 0
  for (const entry of entriesOf(seen)) {
    if (!itemsOf.get(entry.user)?.has(entry.item)) continue
    first ??= entry
    count++
  }
  if (!first) return
  const more = count > 1 ? `, and ${grouped(count - 1)} more` : ''
  throw badInput(
    `${file}: must have nothing that ${path} has, got user '${first.user}' with item '${first.item}' in both${more}`,
  )
}

/**
 * Says how much of a file nobody is asked for: rows of items that are not trained on, and of users of whom a model sees nothing.
 *
 * @param rows of the file
 * @param options.part the part whose held-out rows these are
 */
export function reportLeftOut(
  file: string,
  rows: Interactions,
  { part, split }: { readonly part: 'validation' | 'test'; readonly split: UserSplit },
  { path, out }: { readonly path: string; readonly out?: Output | undefined },
): void {
  const measured = new Set<Id>(split[part].heldOut.userIds)
  const trained = new Set<Id>(split.train.itemIds)
  const left = { users: new Set<Id>(), items: new Set<Id>(), ofUsers: 0, ofItems: 0 }
  for (const { user, item } of entriesOf(rows)) {
    if (!trained.has(item)) {
      left.items.add(item)
      left.ofItems++
    } else if (!measured.has(user)) {
      left.users.add(user)
      left.ofUsers++
    }
  }
  const [users, items] = [left.users.size, left.items.size]
  if (users + items === 0) return
  const said = [
    ...(users > 0 ? [`${counted(left.ofUsers, 'row')} of ${counted(users, 'user')}`] : []),
    ...(items > 0 ? [`${counted(left.ofItems, 'row')} of ${counted(items, 'item')}`] : []),
  ]
  const from = part === 'validation' ? 'left out of validation' : 'left out' // a model sees them before a test
  out?.note(`${file}: ${from} ${said.join(' and ')} that ${path} does not train on`)
  out?.emit({ event: 'leftOut', file, users, items, rows: left.ofUsers + left.ofItems })
}

/** Says how much of what is to train on is in no part: rows of items all of whose rows were drawn for validation. */
export function reportDrawnAway(
  path: string,
  rows: Interactions,
  { train }: Pick<UserSplit, 'train'>,
  out: Output | undefined,
): void {
  const trained = new Set<Id>(train.itemIds)
  const items = new Set<Id>()
  let count = 0
  for (const { item } of entriesOf(rows)) {
    if (trained.has(item)) continue
    items.add(item)
    count++
  }
  if (count === 0) return
  const of = `${counted(count, 'row')} of ${counted(items.size, 'item')}`
  out?.note(`${path}: left out ${of} with no row left to train on, for validation drew them`)
  out?.emit({ event: 'leftOut', file: path, users: 0, items: items.size, rows: count })
}
