import { random } from 'hvamp'

/**
 * Interactions of users with items of skewed popularity, each user with equally many.
 *
 * @param options users, items, perUser, seed; `itemIds` to number the items as others do
 */
export function randomInteractions({ users, items, perUser, seed = 1, itemIds = namesOf(items) }) {
  const noise = random(seed).fork('interactions')
  const offsets = Int32Array.from({ length: users + 1 }, (_, user) => user * perUser)
  const columns = new Int32Array(users * perUser)
  const lastUser = new Int32Array(items).fill(-1)
  for (let user = 0; user < users; user++) {
    for (let entry = offsets[user]; entry < offsets[user + 1]; ) {
      const item = Math.floor(items * noise.uniform() ** 3) // a fifth of the items has three fifths of the entries
      if (lastUser[item] === user) continue
      lastUser[item] = user
      columns[entry++] = item
    }
  }
  return { userCount: users, itemCount: items, offsets, items: columns, userIds: namesOf(users), itemIds }
}

function namesOf(count) {
  return Array.from({ length: count }, (_, i) => `${i + 1}`)
}
