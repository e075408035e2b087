import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newFile } from '../blocks/new-file'
import { mergeDuplicates, sortIntoRows } from '../interactions/compressed-rows'
import { type FoundValues, valueFinder } from '../reading/found-values'
import type { EntriesOnDisk } from './builder-on-disk'
import type { Watched } from './watched'

/** Some users with all of their items, each item once. */
export interface GroupedUsers {
  /** Their numbers, ascending. */
  readonly users: Int32Array
  readonly offsets: Int32Array // [users + 1]
  readonly items: Int32Array
  /** Ratings; absent where entries have none. */
  readonly values: Float32Array | undefined
  /** The place of each entry among all that were read. */
  readonly positions: Float64Array
}

/** All users in parts, on a disk. */
export interface GroupedParts {
  readonly partCount: number
  readonly userCount: number
  readonly itemCount: number
  /** Different pairs of a user and an item. */
  readonly interactionCount: number
  /** How many of these each user has. */
  readonly lengths: Int32Array // [users]
  /** The values of these, where entries have values. */
  readonly values: FoundValues | undefined
  read(part: number): Promise<GroupedUsers>
}

/** Groups the entries of each part by their users, and merges those of a user and an item as readers do in memory. */
export async function groupUsers(
  { entries, hasValues, userIds, rankOfUser, itemIds }: EntriesOnDisk,
  folder: string,
  { onProgress, signal }: Watched,
): Promise<GroupedParts> {
  const { partCount } = entries
  const sizes: { users: number; interactions: number }[] = []
  const lengths = new Int32Array(userIds.length)
  const localOfUser = new Int32Array(userIds.length).fill(-1)
  const finder = valueFinder(itemIds.length)
  const pathOf = (part: number) => join(folder, `users-${part}`)
  for (let part = 0; part < partCount; part++) {
    signal?.throwIfAborted()
    const { users, items, values, positions } = await entries.read(part)
    const found = distinctUsers(users, localOfUser)
    const byRank = Int32Array.from(found.keys()).sort(
      (a, b) => rankOfUser[found[a]!]! - rankOfUser[found[b]!]!,
    )
    const rowOfLocal = new Int32Array(found.length)
    for (let row = 0; row < byRank.length; row++) rowOfLocal[byRank[row]!] = row
    const local = users.map((user) => localOfUser[user]!)
    const block = { users: local, items, values, timestamps: undefined }
    const sorted = sortIntoRows([block], rowOfLocal, { values: hasValues, timestamps: false })
    const places = sorted.positions ?? Int32Array.from({ length: items.length }, (_, entry) => entry)
    const rows = mergeDuplicates({ ...sorted, positions: places }, itemIds.length)
    for (const user of found) localOfUser[user] = -1
    for (let row = 0; row < byRank.length; row++) {
      lengths[rankOfUser[found[byRank[row]!]!]!] = rows.offsets[row + 1]! - rows.offsets[row]!
    }
    if (rows.values) finder.add(rows.items, rows.values)
    await writeColumns(pathOf(part), [
      Float64Array.from(rows.positions!, (place) => positions[place]!),
      Int32Array.from(byRank, (each) => rankOfUser[found[each]!]!),
      rows.offsets,
      rows.items,
      ...(rows.values ? [rows.values] : []),
    ])
    await rm(entries.pathOf(part))
    sizes.push({ users: found.length, interactions: rows.items.length })
    onProgress?.('users grouped', part + 1, partCount)
  }
  return {
    partCount,
    userCount: userIds.length,
    itemCount: itemIds.length,
    interactionCount: sizes.reduce((sum, { interactions }) => sum + interactions, 0),
    lengths,
    values: hasValues ? finder.found() : undefined,
    async read(part) {
      const { users, interactions } = sizes[part]!
      const { buffer, byteOffset } = await readFile(pathOf(part))
      const bytes = byteOffset % 8 === 0 ? buffer : buffer.slice(byteOffset)
      let offset = byteOffset % 8 === 0 ? byteOffset : 0
      const positions = new Float64Array(bytes, offset, interactions)
      offset += 8 * interactions
      const ints = (length: number) => {
        const found = new Int32Array(bytes, offset, length)
        offset += 4 * length
        return found
      }
      const [numbers, offsets, items] = [ints(users), ints(users + 1), ints(interactions)]
      const values = hasValues ? new Float32Array(bytes, offset, interactions) : undefined
      return { users: numbers, offsets, items, values, positions }
    },
  }
}

/** The users that occur, in order of first appearance; sets the place of each in this order. */
function distinctUsers(users: Int32Array, localOfUser: Int32Array): number[] {
  const found: number[] = []
  for (let i = 0; i < users.length; i++) {
    const user = users[i]!
    if (localOfUser[user]! >= 0) continue
    localOfUser[user] = found.length
    found.push(user)
  }
  return found
}

function writeColumns(
  path: string,
  columns: readonly (Float64Array | Int32Array | Float32Array)[],
): Promise<void> {
  return newFile(path, async (file) => {
    for (const { buffer, byteOffset, byteLength } of columns) {
      await file.writeFile(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength))
    }
  })
}
