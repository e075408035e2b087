import type { InteractionsBuilder } from './interactions-builder'
import { ELSEWHERE } from './shard-vocabulary'

/** Which ids of a builder have entries: those of a row that is left out are taken back. */
export interface EntryIds {
  /** Whether no entry has the user yet; of users elsewhere nothing is known. */
  isNewUser(user: number): boolean
  isNewItem(item: number): boolean
  /** Call this for each entry whose user or item may be new. */
  keep(user: number, item: number): void
  /** Takes back the ids that came after those of the entries. */
  takeBack(): void
}

export function entryIds({ users, items }: Pick<InteractionsBuilder, 'users' | 'items'>): EntryIds {
  let userCount = users.size
  let itemCount = items.size
  return {
    isNewUser: (user) => user >= userCount && user !== ELSEWHERE,
    isNewItem: (item) => item >= itemCount,
    keep(user, item) {
      if (user >= userCount && user !== ELSEWHERE) userCount = user + 1
      if (item >= itemCount) itemCount = item + 1
    },
    takeBack() {
      users.keepFirst(userCount)
      items.keepFirst(itemCount)
    },
  }
}
