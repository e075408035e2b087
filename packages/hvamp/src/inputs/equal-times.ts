import type { Interactions } from '@hvamp/data'
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

/** Whether each user with several interactions has one time for all of them, as of a playlist or a basket, so that no time divides them. */
export function hasOneTimeEach(interactions: Timed): boolean {
  const { several, all } = usersOfEqualTimes(interactions)
  return several > 0 && all === several
}
