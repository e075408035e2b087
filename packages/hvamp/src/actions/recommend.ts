import { type Interactions, selectUsers } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { type RecommendationList, type Recommender, recommend } from '@hvamp/models'
import { csv } from '../files/csv'
import { requireNewFile } from '../files/outputs'
import { writeWhole } from '../files/write-file'
import { asTrained } from '../inputs/as-trained'
import { historyOf, knownHistories, preview, tasteOf, type Unknown } from '../inputs/histories'
import { badInput, checkingInput } from '../process/bad-input'
import { openModel, runOfModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import type { BackendSettings } from '../settings/backend'
import { type DataSettings, layoutFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import { type Output, output } from '../terminal/output'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'
import { runFolderOf } from '../tuning/chosen-run'

interface Flags extends BackendSettings, DataSettings {
  history?: string
  items?: string
  item?: readonly string[]
  top: number
  unknown: Unknown
  out?: string
  force?: boolean
  spreadsheetSafe?: boolean
  json?: boolean
}

/** Histories with the same users: all that they rated, and what of it they like. */
interface Histories {
  readonly rated: Interactions
  readonly liked: Interactions
}

/** Recommends for histories. */
export async function recommendAction(path: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  if (flags.out !== undefined) await requireNewFile(flags.out, '--out', { force: flags.force ?? false })
  const folder = await runFolderOf(path)
  const histories = await historiesOf(folder, options)
  await startBackend(flags)
  const model = await openModel(folder)
  const where = flags.history ?? '--items'
  const known = {
    rated: knownHistories(histories.rated, model.itemIds, { unknown: flags.unknown, where, out }),
    liked: knownHistories(histories.liked, model.itemIds, { unknown: 'skip', where }),
  }
  const lists = await recommendAll(model, known, flags.top, out)
  const users = known.rated.userIds
  reportUnknownUsers(users, lists, out)
  if (flags.out !== undefined) {
    const head = ['userId', 'rank', 'itemId', 'score']
    await writeWhole(
      flags.out,
      csv(head, rowsOf(users, lists), { spreadsheetSafe: flags.spreadsheetSafe ?? false }),
    )
    out.note(`written to ${flags.out}`)
  } else show(users, lists, out)
}

/** Histories of a file, read as the run was trained, or the one of the options. */
async function historiesOf(folder: string, options: Requested<Flags>): Promise<Histories> {
  const { history, items, item } = options.values
  if (history === undefined) {
    if (items === undefined && item === undefined) {
      throw badInput('recommend: must have --history, --items or --item, got none of them')
    }
    const rated = historyOf(items, item)
    return { rated, liked: rated }
  }
  const run = await runOfModel(folder)
  const { values: settings } = run ? asTrained(options, run.options) : options
  const rated = await checkingInput(() => readRatings(history, layoutFrom(settings)))
  const isAll = settings.implicit || settings.keepRatings || !rated.values
  return { rated, liked: isAll ? rated : tasteOf(rated, settings) }
}

const usersAtATime = 1000

/** The best items for each user; rated items are left out, whether they are liked or not. */
async function recommendAll(
  model: Recommender,
  { rated, liked }: Histories,
  top: number,
  out: Output,
): Promise<RecommendationList[]> {
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  const lists: RecommendationList[] = []
  try {
    for (let from = 0; from < liked.userCount; from += usersAtATime) {
      if (from > 0 && !out.json) {
        display.event({ type: 'stage', stage: 'users', done: from, total: liked.userCount })
      }
      const users = range(from, Math.min(liked.userCount, from + usersAtATime))
      const others = users.map((user) => othersOf(user, rated, liked))
      const count = top + others.reduce((most, { size }) => Math.max(most, size), 0)
      const found = await recommend(model, selectUsers(liked, users), { count })
      for (const [i, list] of found.entries()) lists.push(withoutItems(list, others[i]!, top))
    }
  } finally {
    display.stop()
  }
  return lists
}

/** The first `top` items of a list that are none of these. */
function withoutItems(list: RecommendationList, items: ReadonlySet<string>, top: number): RecommendationList {
  const { filledFrom } = list
  const isAllowed = ({ item }: { item: string }) => !items.has(item)
  const left = filledFrom === undefined ? undefined : list.items.slice(0, filledFrom).filter(isAllowed).length
  return {
    ...list,
    items: list.items.filter(isAllowed).slice(0, top),
    ...(left !== undefined && { filledFrom: Math.min(left, top) }),
  }
}

/** What a user rated and does not like. */
function othersOf(user: number, rated: Interactions, liked: Interactions): Set<string> {
  const itemsOf = ({ items, offsets }: Interactions) => items.subarray(offsets[user]!, offsets[user + 1]!)
  const ids = new Set(Array.from(itemsOf(rated), (item) => rated.itemIds[item]!))
  for (const item of itemsOf(liked)) ids.delete(liked.itemIds[item]!)
  return ids
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

function reportUnknownUsers(ids: readonly string[], lists: readonly RecommendationList[], out: Output): void {
  const users = ids.filter((_, user) => lists[user]!.basis !== 'history')
  if (users.length === 0) return
  out.note(`popular items, for the model knows no item that they like: ${preview(users)}`)
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
