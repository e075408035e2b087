import { alignHistories, type Interactions, interactionsFrom } from '@hvamp/data'
import { Option } from 'commander'
import { badInput } from './exit'
import { count } from './format'
import type { Output } from './output'

/** What happens to items that the model does not know. */
export type Unknown = 'skip' | 'refuse'

export function unknownOption(): Option {
  return new Option(
    '--unknown <choice>',
    'items that the model does not know: leave out and say so, or refuse',
  )
    .choices(['skip', 'refuse'])
    .default('skip')
}

/** Histories renumbered to the model's items; those it does not know are said on `out`, or refused. */
export function knownHistories(
  interactions: Interactions,
  itemIds: readonly string[],
  { unknown, where, out }: { unknown: Unknown; where: string; out?: Output },
): Interactions {
  const { histories, unknownItems } = alignHistories(interactions, itemIds)
  if (unknownItems.length > 0) {
    const named = unknownItems.slice(0, 5).map((id) => `'${id}'`)
    if (unknownItems.length > named.length) named.push(`${count(unknownItems.length - named.length)} more`)
    if (unknown === 'refuse') {
      throw badInput(
        `${where}: must have items that the model knows only (--unknown refuse), got ${named.join(', ')}`,
      )
    }
    out?.note(`left out, for the model does not know them: ${named.join(', ')}`)
    out?.emit({ event: 'unknownItems', items: unknownItems })
  }
  return histories
}

/** One user's history from ids separated by commas. */
export function historyOf(ids: string): Interactions {
  const items = ids
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
  if (items.length === 0) throw badInput(`--items: must be ids separated by commas, got '${ids}'`)
  return interactionsFrom(items.map((item) => ({ user: 'you', item })))
}
