import type { Interactions, UserSplit } from '@hvamp/data'
import { counted, grouped } from '../terminal/format'

type Timed = Pick<Interactions, 'userCount' | 'offsets' | 'timestamps'>

/** Numbers of users with several interactions, of those whose latest time is that of several of them, and of all of them. */
function usersOfEqualTimes({ userCount, offsets, timestamps }: Timed) {
  const found = { several: 0, latest: 0, all: 0 }
  if (!timestamps) return found
  for (let user = 0; user < userCount; user++) {
    const times = timestamps.subarray(offsets[user]!, offsets[user + 1]!)
    if (times.length < 2) continue
    found.several++
    const latest = times.reduce((last, time) => Math.max(last, time))
    const count = times.reduce((sum, time) => sum + (time === latest ? 1 : 0), 0)
    if (count > 1) found.latest++
    if (count === times.length) found.all++
  }
  return found
}

/** That the order of the file chooses among interactions of one time where the latest are held out, in a line; undefined where none share it. */
export function equalTimesLine(path: string, interactions: Timed): string | undefined {
  const { latest } = usersOfEqualTimes(interactions)
  if (latest === 0) return undefined
  const have = latest === 1 ? 'has' : 'have'
  return `${path}: ${grouped(latest)} of ${counted(interactions.userCount, 'user')} ${have} several interactions at their latest time: which of these are held out is by their order in the file`
}

/** The same where training ends or validation does, before a user's latest time; undefined where no time is on both sides. */
export function dividedTimesLine(
  path: string,
  { train, validation, test }: Pick<UserSplit, 'train' | 'validation' | 'test'>,
): string | undefined {
  const parts = [train, validation.heldOut, test.heldOut].map(spansOf)
  const users = new Set(parts.flatMap((spans) => [...spans.keys()]))
  const isDivided = (user: Id) => {
    const spans = parts.flatMap((each) => each.get(user) ?? [])
    return spans.slice(1).some(({ first }, i) => first === spans[i]!.last && first < spans.at(-1)!.last)
  }
  const count = [...users].filter(isDivided).length
  if (count === 0) return undefined
  const have = count === 1 ? 'has' : 'have'
  return `${path}: ${grouped(count)} of ${counted(users.size, 'user')} ${have} several interactions at the time where validation or test begins: which of these are held out is by their order in the file`
}

type Id = Interactions['userIds'][number]

/** The first and the last time of each user. */
function spansOf({ userIds, offsets, timestamps }: Interactions) {
  const spans = new Map<Id, { readonly first: number; readonly last: number }>()
  for (const [user, id] of userIds.entries()) {
    const times = timestamps?.subarray(offsets[user]!, offsets[user + 1]!)
    if (!times?.length) continue
    spans.set(id, {
      first: times.reduce((first, time) => Math.min(first, time)),
      last: times.reduce((last, time) => Math.max(last, time)),
    })
  }
  return spans
}

/** Whether each user with several interactions has one time for all of them, as of a playlist or a basket, so that no time divides them. */
export function hasOneTimeEach(interactions: Timed): boolean {
  const { several, all } = usersOfEqualTimes(interactions)
  return several > 0 && all === several
}
