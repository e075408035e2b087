import { grouped } from '../terminal/format'

const MOST = 1_000_000 // ids that are remembered

/** Ids by what they are the ids of. */
export interface IdsOf {
  readonly users: readonly string[]
  /** Absent where the items are not in memory. */
  readonly items?: readonly string[] | undefined
}

/** That ids differ from others in capitals alone, as two people or programs write one, in a line; undefined where none does. */
export function capitalsLine(path: string, { users, items = [] }: IdsOf): string | undefined {
  const found = [twinsOf('user', users), twinsOf('item', items)].filter((text) => text !== undefined)
  if (found.length === 0) return undefined
  return `${path}: ${found.join('; ')}, and count as different ones: if they are the same, write their ids in small letters before`
}

function twinsOf(role: string, ids: readonly string[]): string | undefined {
  const small = new Map<string, string>()
  let first: readonly [string, string] | undefined
  let count = 0
  for (const id of ids) {
    const key = id.toLowerCase()
    if (key === id.toUpperCase()) continue // without letters
    const other = small.get(key)
    if (other !== undefined) {
      first ??= [other, id]
      count++
    } else if (small.size < MOST) small.set(key, id)
  }
  if (first === undefined) return undefined
  const [differ, of] = count === 1 ? [`${role} differs`, 'another'] : [`${role}s differ`, 'others']
  return `${grouped(count)} ${differ} from ${of} in capitals alone, such as '${first[1]}' from '${first[0]}'`
}
