import { type Contribution, popularItems, type Recommender } from '@hvamp/models'
import type { CompiledRules, ItemTable } from '@hvamp/rules'
import { destinationOf } from '../files/destination'
import { requireNoReading } from '../inputs/given-histories'
import { historyOf, ofUsers, reportUnknownUsers, type Unknown } from '../inputs/histories'
import { emptyLists, idsOf, readItemRules } from '../inputs/item-rules'
import { previewMissing } from '../inputs/near-ids'
import { badInput, checkingInput } from '../process/bad-input'
import { idType, itemIdType } from '../runs/id-types'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { readHistories, type UserHistories } from '../runs/user-histories'
import type { Requested } from '../settings/requested'
import { counted, grouped } from '../terminal/format'
import { type Output, output } from '../terminal/output'
import { rowBasis, shownColumns, titledList } from '../terminal/recommendation-rows'
import { shellWord } from '../terminal/shell-word'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'
import { folderWithModel } from '../tuning/chosen-run'
import type { RecommendFlags } from './recommend-flags'
import {
  knownUserHistories,
  type ListLayout,
  type ListSettings,
  listColumns,
  listRows,
  type ReasonedList,
  recommendedLists,
} from './recommended-lists'
import { tellWritten } from './tell-written'

/** Recommends for histories. */
export async function recommendAction(path: string, options: Requested<RecommendFlags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  if (flags.shard !== undefined) {
    const { recommendShard } = await import('./recommend-shard')
    return recommendShard(path, flags.shard, { options, out })
  }
  if (flags.history === undefined) requireNoReading(options, '--history')
  const destination = await destinationOf(flags, out)
  const folder = await folderWithModel(path)
  const itemRules = await readItemRules(flags)
  const histories = await historiesOf(folder, options, out)
  await startBackend(flags)
  const model = await openModel(folder, flags)
  // some users get popular items where nothing of them is known; if nothing of all is, their ids are of another kind, or mistyped
  const asked = { where: flags.history ?? '--items', needsKnown: flags.user === undefined }
  const known = knownUserHistories(histories, model, { ...asked, unknown: flags.unknown, out })
  const rules = await itemRules.of(model.itemIds, out)
  if (flags.fallback === 'trending') await checkingInput(() => popularItems(model, { by: 'trending' }))
  const lists = await recommendAll(model, known, { flags, rules, out })
  const users = known.rated.userIds
  reportUnknownUsers(known.liked, `${flags.fallback} items`, out)
  if (!destination) return show(users, lists, { settings: flags, out, table: itemRules.table })
  const ids = { user: idType(histories.types?.user), item: await itemIdType(folder) }
  const layout = { settings: flags, table: itemRules.table }
  const written = await destination.write({
    columns: listColumns(layout, ids),
    key: ['userId', 'rank'],
    rows: rowsOf(users, lists, layout),
    emptyBecause: users.length === 0 ? 'the histories have no user' : emptyLists(rules),
  })
  const text = `${counted(users.length, 'list')}${shorterLists(lists, flags.top)}: ${written}`
  tellWritten(lists, { text, asked: flags, out })
}

/** How many lists have fewer items than were asked for, as rules or short catalogues leave them; nothing where all have as many. */
function shorterLists(lists: readonly ReasonedList[], top: number): string {
  const short = lists.filter(({ items }) => items.length < top).length
  return short === 0 ? '' : `, ${grouped(short)} of them shorter than --top ${top}`
}

/** Histories of a file, read as the run was trained, of all its users or of some; or the one of the options. */
async function historiesOf(
  folder: string,
  options: Requested<RecommendFlags>,
  out: Output,
): Promise<UserHistories> {
  const { history, user, items, item, unknown } = options.values
  if (history !== undefined) {
    const found = await readHistories(history, folder, { options, out })
    if (user === undefined) return found
    const missing = user.filter((id) => !found.rated.userIds.includes(id))
    if (missing.length > 0)
      reportMissingUsers(missing, { history, userIds: found.rated.userIds, unknown, out })
    const rated = ofUsers(found.rated, user)
    const liked = found.liked === found.rated ? rated : ofUsers(found.liked, user)
    return { rated, liked, types: found.types } // the first row may be of another user
  }
  if (user !== undefined) throw badInput('--user: needs --history, got none')
  if (items === undefined && item === undefined) {
    throw badInput('recommend: must have --history, --items or --item, got none of them')
  }
  const rated = items?.startsWith('@')
    ? historyOf(undefined, [...(await idsOf([items], '--items')), ...(item ?? [])])
    : historyOf(items, item)
  return { rated, liked: rated }
}

/** Says which users a file does not have. @throws bad input if the command refuses what is unknown */
function reportMissingUsers(
  missing: readonly string[],
  {
    history,
    userIds,
    unknown,
    out,
  }: { history: string; userIds: readonly string[]; unknown: Unknown; out: Output },
): void {
  const named = previewMissing(missing, userIds)
  if (unknown === 'refuse') {
    throw badInput(
      `--user: must be users of ${history} (--unknown refuse), got ${named}${oneByOne(missing, userIds)}`,
    )
  }
  out.note(`${history} has no user ${named}${oneByOne(missing, userIds)}`)
  out.emit({ event: 'missingUsers', users: missing })
}

/** That an id is that of several users with commas between, with the options that name each; nothing where none is. */
function oneByOne(missing: readonly string[], userIds: readonly string[]): string {
  const known = new Set(userIds)
  for (const text of missing) {
    const ids = text.split(',').map((id) => id.trim())
    if (ids.length > 1 && ids.every((id) => known.has(id)))
      return `; name each: ${ids.map((id) => `--user ${shellWord(id)}`).join(' ')}`
  }
  return ''
}

const usersAtATime = 1000

/** The lists of all users, under the eyes of somebody who waits. */
async function recommendAll(
  model: Recommender,
  known: UserHistories,
  { flags: settings, rules, out }: { flags: RecommendFlags; rules: CompiledRules; out: Output },
): Promise<ReasonedList[]> {
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  const total = known.liked.userCount
  const lists: ReasonedList[] = []
  try {
    for await (const list of recommendedLists(model, known, { settings, rules, usersAtATime })) {
      lists.push(list)
      const isTime = lists.length % usersAtATime === 0 && lists.length < total && !out.json
      if (isTime) display.event({ type: 'stage', stage: 'users', done: lists.length, total })
    }
  } finally {
    display.stop()
  }
  return lists
}

function show(
  users: readonly string[],
  lists: readonly ReasonedList[],
  { settings, out, table }: { settings: ListSettings; out: Output; table: ItemTable | undefined },
): void {
  if (out.json) {
    for (const [user, list] of lists.entries()) out.emit({ user: users[user], ...titledList(list, table) })
    return
  }
  for (const [user, { reason }] of lists.entries()) if (reason) out.note(`${users[user]}: ${reason}`)
  const { explain: explained = false, fallback } = settings
  const { head, cells } = shownColumns(table)
  // a column that has the same word in every row says nothing
  const hasOthers = lists.some(({ basis, filledFrom }) => basis !== 'history' || filledFrom !== undefined)
  const rows = lists.flatMap((list, user) =>
    list.items.map((item, i) => [
      users[user]!,
      ...cells(i + 1, item).map(String),
      ...(hasOthers ? [rowBasis(list, i, fallback)] : []),
      ...(explained ? [namesOf(item.because ?? [], table)] : []),
    ]),
  )
  const further = [...(hasOthers ? ['basis'] : []), ...(explained ? ['because of'] : [])]
  out.print(textTable(['user', ...head, ...further], rows))
}

/** Titles of items that contribute, or their ids. */
function namesOf(because: readonly Contribution[], table: ItemTable | undefined): string {
  return because.map(({ item }) => table?.titleOf(item) ?? item).join(', ')
}

function* rowsOf(
  users: readonly string[],
  lists: readonly ReasonedList[],
  layout: ListLayout,
): Generator<(string | number)[]> {
  for (const [user, list] of lists.entries()) yield* listRows(users[user]!, list, layout)
}
