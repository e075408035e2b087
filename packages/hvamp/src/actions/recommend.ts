import { type Interactions, selectUsers } from '@hvamp/data'
import {
  type Contribution,
  explain,
  popularItems,
  type Recommendation,
  type RecommendationList,
  type Recommender,
  recommend,
} from '@hvamp/models'
import type { CompiledRules, ItemTable } from '@hvamp/rules'
import { type DestinationSettings, destinationOf } from '../files/destination'
import {
  historyOf,
  knownHistories,
  ofUsers,
  preview,
  reportUnknownUsers,
  type Unknown,
} from '../inputs/histories'
import { emptyLists, readItemRules } from '../inputs/item-rules'
import { badInput, checkingInput } from '../process/bad-input'
import { idType, itemIdType } from '../runs/id-types'
import { openModel } from '../runs/open-model'
import { startBackend } from '../runs/start-backend'
import { readHistories, type UserHistories } from '../runs/user-histories'
import type { BackendSettings } from '../settings/backend'
import type { DataSettings } from '../settings/data'
import type { RuleSettings } from '../settings/item-rules'
import type { Requested } from '../settings/requested'
import { type Output, output } from '../terminal/output'
import { rowBasis, shownColumns } from '../terminal/recommendation-rows'
import { textTable } from '../terminal/text-table'
import { trainingDisplay } from '../terminal/training-display'
import { runFolderOf } from '../tuning/chosen-run'

interface Flags extends BackendSettings, DataSettings, RuleSettings, DestinationSettings {
  history?: string
  user?: readonly string[]
  items?: string
  item?: readonly string[]
  top: number
  seen: 'exclude' | 'keep'
  fallback: 'popular' | 'trending'
  explain?: boolean
  unknown: Unknown
  json?: boolean
}

/** Recommends for histories. */
export async function recommendAction(path: string, options: Requested<Flags>): Promise<void> {
  const flags = options.values
  const out = output(flags)
  const destination = await destinationOf(flags)
  const itemRules = await readItemRules(flags)
  const folder = await runFolderOf(path)
  const histories = await historiesOf(folder, options, out)
  await startBackend(flags)
  const model = await openModel(folder)
  // users of a file get popular items where nothing of them is known; ids that somebody typed are known, or mistyped
  const asked = { where: flags.history ?? '--items', needsKnown: flags.history === undefined }
  const known = {
    rated: knownHistories(histories.rated, model.itemIds, { ...asked, unknown: flags.unknown, out }),
    liked: knownHistories(histories.liked, model.itemIds, { ...asked, unknown: 'skip' }),
  }
  const rules = await itemRules.of(model.itemIds, out)
  if (flags.fallback === 'trending') await checkingInput(() => popularItems(model, { by: 'trending' }))
  const lists = await recommendAll(model, known, { flags, rules, out })
  const users = known.rated.userIds
  reportUnknownUsers(known.liked, 'popular items', out)
  const explained = flags.explain ?? false
  const { fallback } = flags
  if (!destination) return show(users, lists, { out, table: itemRules.table, explained, fallback })
  const written = await destination.write({
    columns: [
      { name: 'userId', type: idType(histories.types?.user) },
      { name: 'rank', type: 'integer' },
      { name: 'itemId', type: await itemIdType(folder) },
      { name: 'score', type: 'number' },
      { name: 'basis', type: 'text' },
      ...(explained ? [{ name: 'because', type: 'text' } as const] : []),
    ],
    key: ['userId', 'rank'],
    rows: rowsOf(users, lists, { explained, fallback }),
    emptyBecause: users.length === 0 ? 'the histories have no user' : emptyLists(rules),
  })
  out.note(written)
}

/** Histories of a file, read as the run was trained, of all its users or of some; or the one of the options. */
async function historiesOf(folder: string, options: Requested<Flags>, out: Output): Promise<UserHistories> {
  const { history, user, items, item, unknown } = options.values
  if (history !== undefined) {
    const found = await readHistories(history, folder, { options, out })
    if (user === undefined) return found
    const missing = user.filter((id) => !found.rated.userIds.includes(id))
    if (missing.length > 0) reportMissingUsers(missing, { history, unknown, out })
    return { ...found, rated: ofUsers(found.rated, user), liked: ofUsers(found.liked, user) }
  }
  if (user !== undefined) throw badInput('--user: needs --history, got none')
  if (items === undefined && item === undefined) {
    throw badInput('recommend: must have --history, --items or --item, got none of them')
  }
  const rated = historyOf(items, item)
  return { rated, liked: rated }
}

/** Says which users a file does not have. @throws bad input if the command refuses what is unknown */
function reportMissingUsers(
  missing: readonly string[],
  { history, unknown, out }: { history: string; unknown: Unknown; out: Output },
): void {
  const named = preview(missing)
  if (unknown === 'refuse') {
    throw badInput(`--user: must be users of ${history} (--unknown refuse), got ${named}`)
  }
  out.note(`${history} has no user ${named}`)
  out.emit({ event: 'missingUsers', users: missing })
}

const usersAtATime = 1000

/** A list with, for each item, what of the history contributes most to its score; nothing where it is not asked. */
interface ReasonedList extends RecommendationList {
  readonly items: readonly (Recommendation & { readonly because?: readonly Contribution[] })[]
}

/** The best items for each user; rated items are left out, whether they are liked or not, unless they are to be kept. */
async function recommendAll(
  model: Recommender,
  { rated, liked }: UserHistories,
  { flags, rules, out }: { flags: Flags; rules: CompiledRules; out: Output },
): Promise<ReasonedList[]> {
  const display = trainingDisplay({ out, batch: 1, metric: '' })
  const lists: ReasonedList[] = []
  try {
    for (let from = 0; from < liked.userCount; from += usersAtATime) {
      if (from > 0 && !out.json) {
        display.event({ type: 'stage', stage: 'users', done: from, total: liked.userCount })
      }
      const users = range(from, Math.min(liked.userCount, from + usersAtATime))
      const histories = selectUsers(liked, users)
      const without = flags.seen === 'exclude' ? selectUsers(rated, users) : undefined
      const { top: count, seen, fallback } = flags
      const found = await recommend(model, histories, { count, seen, fallback, without, rules })
      for (const [i, list] of found.entries()) {
        lists.push(flags.explain ? await withReasons(model, selectUsers(histories, [i]), list) : list)
      }
    }
  } finally {
    display.stop()
  }
  return lists
}

const reasonsNamed = 3

/** The list with the items of the history that speak most for each of its items. */
async function withReasons(
  model: Recommender,
  history: Interactions,
  list: RecommendationList,
): Promise<ReasonedList> {
  if (list.basis !== 'history') return list
  const ids = list.items.map(({ item }) => item)
  const reasons = await explain(model, history, ids)
  const items = list.items.map((item, i) => {
    const positive = reasons[i]!.contributions.filter(({ contribution }) => contribution > 0)
    return { ...item, because: positive.slice(0, reasonsNamed) }
  })
  return { ...list, items }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

/** What is shown or written of each list beside its items. */
interface RowOptions {
  readonly explained: boolean
  readonly fallback: Flags['fallback']
}

function show(
  users: readonly string[],
  lists: readonly ReasonedList[],
  { out, table, explained, fallback }: RowOptions & { out: Output; table: ItemTable | undefined },
): void {
  if (out.json) {
    for (const [user, list] of lists.entries()) out.emit({ user: users[user], ...list })
    return
  }
  for (const [user, { reason }] of lists.entries()) if (reason) out.note(`${users[user]}: ${reason}`)
  const { head, cells } = shownColumns(table)
  // a column that has the same word in every row says nothing
  const hasOthers = lists.some(({ basis, filledFrom }) => basis !== 'history' || filledFrom !== undefined)
  const rows = lists.flatMap(({ items }, user) =>
    items.map((item, i) => [
      users[user]!,
      ...cells(i + 1, item).map(String),
      ...(hasOthers ? [rowBasis(lists[user]!, i, fallback)] : []),
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
  { explained, fallback }: RowOptions,
): Generator<(string | number)[]> {
  for (const [user, list] of lists.entries()) {
    for (const [i, { item, score, because = [] }] of list.items.entries()) {
      const reasons = explained ? [because.map((each) => each.item).join(' ')] : []
      yield [users[user]!, i + 1, item, score, rowBasis(list, i, fallback), ...reasons]
    }
  }
}
