import { random } from 'hvamp'

/**
 * Interactions whose items have frequencies in proportion to 1 / rank (Zipf), of users who each lean to one group of items.
 *
 * Two thirds of a user's items come from the user's group, by the rank in it, the rest from all items.
 *
 * @param options users, items, perUser, seed
 */
export function zipfInteractions({ users, items, perUser, seed = 1, groups = Math.ceil(items / 1000) }) {
  const noise = random(seed).fork('interactions')
  const offsets = Int32Array.from({ length: users + 1 }, (_, user) => user * perUser)
  const columns = new Int32Array(users * perUser)
  const lastUser = new Int32Array(items).fill(-1)
  const inGroup = Math.floor(items / groups)
  const rank = (count) => Math.floor((count + 1) ** noise.uniform()) - 1 // its density is that of 1 / (rank + 1)
  for (let user = 0; user < users; user++) {
    const group = noise.integer(groups)
    for (let entry = offsets[user]; entry < offsets[user + 1]; ) {
      const item = noise.uniform() < 2 / 3 ? rank(inGroup) * groups + group : rank(items)
      if (item >= items || lastUser[item] === user) continue
      lastUser[item] = user
      columns[entry++] = item
    }
  }
  const namesOf = (count) => Array.from({ length: count }, (_, i) => `${i + 1}`)
  return {
    userCount: users,
    itemCount: items,
    offsets,
    items: columns,
    userIds: namesOf(users),
    itemIds: namesOf(items),
  }
}
