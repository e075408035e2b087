import type { Summary } from '@hvamp/metrics'
import { summarize } from '@hvamp/metrics'

/** Test users of about the same activity: those who had from `least` to `most` items for the model to see. */
export interface ActivityGroup {
  readonly least: number
  readonly most: number
  /** Their rows. */
  readonly users: readonly number[]
}

/** Quarters of the users by how many items were seen of them; users with equally many are never divided. */
export function activityGroups(foldIn: readonly number[]): ActivityGroup[] {
  const ascending = [...foldIn].sort((a, b) => a - b)
  const edges = [1, 2, 3, 4].map((quarter) => ascending[Math.ceil((quarter * ascending.length) / 4) - 1]!)
  return [...new Set(edges)].map((most, i, distinct) => {
    const below = distinct[i - 1] ?? -1
    const users = [...foldIn.keys()].filter((user) => foldIn[user]! > below && foldIn[user]! <= most)
    return { least: users.reduce((least, user) => Math.min(least, foldIn[user]!), most), most, users }
  })
}

/** Mean and standard error over the users of each group. */
export function byActivity(values: ArrayLike<number>, groups: readonly ActivityGroup[]): Summary[] {
  return groups.map(({ users }) => summarize(users.map((user) => values[user]!)))
}
