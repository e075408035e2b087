import { join } from 'node:path'
import type { Interactions, UserSplit } from '@hvamp/data'
import type { StoredBlocks } from '@hvamp/data/node'
import { idHash } from '../files/id-hash'
import { badInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'

type Divided = Pick<RunConfig['data'], 'train' | 'validation' | 'test'>
type Part = Divided['train']
/** Training users that stay on the disk are in blocks. */
type Loaded = { readonly split: UserSplit; readonly blocks?: StoredBlocks | undefined }

/** How much each part of divided data has, and a fingerprint of it; training users in blocks have none. */
export function dividedParts({ split, blocks }: Loaded): Divided {
  const { train, validation, test } = split
  return {
    train: blocks ? { users: blocks.userCount, interactions: blocks.interactionCount } : partOf(train),
    validation: partOf(validation.foldIn, validation.heldOut),
    test: partOf(test.foldIn, test.heldOut),
  }
}

/**
 * Checks that the options in the configuration of a run divide its data as when it was begun.
 *
 * @throws bad input if a part is another one: then users may be measured on who were trained on
 */
export function requireSameParts(run: string, before: Divided, loaded: Loaded): void {
  const now = dividedParts(loaded)
  for (const name of ['train', 'validation', 'test'] as const) {
    if (isSamePart(before[name], now[name])) continue
    const [then, got] = [inWords(before[name]), inWords(now[name])]
    throw badInput(
      `${join(run, 'config.json')}: options must divide the data as when the run was begun, with ${then} for ${name}, got ${then === got ? 'others' : got}: undo the change of that file`,
    )
  }
}

/** Whether a part is the same, as far as it is known: parts of early versions have no fingerprint. */
export function isSamePart(before: Part, now: Part): boolean {
  const isKnown = before.fingerprint !== undefined && now.fingerprint !== undefined
  return (
    before.users === now.users &&
    before.interactions === now.interactions &&
    (!isKnown || before.fingerprint === now.fingerprint)
  )
}

const inWords = ({ users, interactions }: Part) => `${users} users and ${interactions} interactions`

function partOf(...parts: readonly Interactions[]): Part {
  return {
    users: parts[0]!.userCount,
    interactions: parts.reduce((total, { items }) => total + items.length, 0),
    fingerprint: parts.map(fingerprintOf).join('-'),
  }
}

/** Which user has which items, in 16 hexadecimal digits: the same in any order of users and items. */
function fingerprintOf({ userIds, itemIds, offsets, items }: Interactions): string {
  const itemHashes = Int32Array.from(itemIds, lowHash)
  let [low, high] = [0, 0]
  for (const [user, id] of userIds.entries()) {
    const hash = lowHash(id)
    for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
      const row = mixed(hash ^ mixed(itemHashes[items[i]!]!))
      low = (low + row) | 0
      high = (high + mixed(row ^ 0x5bd1e995)) | 0
    }
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** The low 32 bits of an id's hash. */
const lowHash = (id: string) => Number(idHash(id) & 0xffffffffn)

/** The last steps of MurmurHash3: every bit of the value changes half of those of the result. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
