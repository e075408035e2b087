import type { Interactions } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { type RecommendationList, recommend } from '@hvamp/models'
import { csv } from '../files/csv'
import { writeWhole } from '../files/write-file'
import { historyOf, knownHistories, preview, type Unknown } from '../inputs/histories'
import { badInput, checkingInput } from '../process/bad-input'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'

interface Flags extends BackendSettings {
  history?: string
  items?: string
  top: number
  unknown: Unknown
  out?: string
  json?: boolean
}

/** Recommends for histories. */
export async function recommendAction(path: string, flags: Flags): Promise<void> {
  const out = output(flags)
  const where = flags.history ?? '--items'
  const given = await historiesOf(flags)
  await startBackend(flags)
  const model = await openModel(path)
  const histories = knownHistories(given, model.itemIds, { unknown: flags.unknown, where, out })
  tellUnknownUsers(histories, out)
  const lists = await recommend(model, histories, { count: flags.top })
  if (flags.out !== undefined) {
    await writeWhole(flags.out, csv(['userId', 'rank', 'itemId', 'score'], rowsOf(histories.userIds, lists)))
    out.note(`written to ${flags.out}`)
  } else show(histories.userIds, lists, out)
}

async function historiesOf({ history, items }: Flags): Promise<Interactions> {
  if (history !== undefined) return checkingInput(() => readRatings(history))
  if (items !== undefined) return historyOf(items)
  throw badInput('recommend: must have --history or --items, got neither')
}

/** Whoever has nothing that the model knows is recommended what most like. */
function tellUnknownUsers({ userIds, offsets }: Interactions, out: Output): void {
  const users = userIds.filter((_, user) => offsets[user] === offsets[user + 1])
  if (users.length === 0) return
  out.note(`recommended what most like, for the model knows none of their items: ${preview(users)}`)
  out.emit({ event: 'unknownUsers', users })
}

function show(users: readonly string[], lists: readonly RecommendationList[], out: Output): void {
  if (out.json) {
    for (const [user, list] of lists.entries()) out.emit({ user: users[user], ...list })
    return
  }
  const rows = [...rowsOf(users, lists)].map(([user, rank, item, score]) => [
    String(user),
    String(rank),
    String(item),
    Number(score).toFixed(3),
  ])
  out.print(textTable(['user', 'rank', 'item', 'score'], rows))
}

function* rowsOf(
  users: readonly string[],
  lists: readonly RecommendationList[],
): Generator<[string, number, string, number]> {
  for (const [user, list] of lists.entries()) {
    for (const [i, { item, score }] of list.items.entries()) yield [users[user]!, i + 1, item, score]
  }
}
