import { type Interactions, selectUsers } from '@hvamp/data'
import {
  type Contribution,
  explain,
  type Recommendation,
  type RecommendationList,
  type Recommender,
  recommend,
} from '@hvamp/models'
import type { CompiledRules, ItemTable } from '@hvamp/rules'
import type { ListColumn } from '../files/list-file'
import { knownHistories, type Unknown } from '../inputs/histories'
import { requireNoHeader } from '../runs/first-row'
import type { UserHistories } from '../runs/user-histories'
import type { Output } from '../terminal/output'
import { rowBasis, titleCell, titleColumn } from '../terminal/recommendation-rows'

/** Options that say what is in a list. */
export interface ListSettings {
  readonly top: number
  readonly seen: 'exclude' | 'keep'
  readonly fallback: 'popular' | 'trending'
  readonly explain?: boolean
  readonly unknown: Unknown
}

/** A list with, for each item, what of the history contributes most to its score; nothing where it is not asked. */
export interface ReasonedList extends RecommendationList {
  readonly items: readonly (Recommendation & { readonly because?: readonly Contribution[] })[]
}

/** Histories numbered by the model's items: what users rated, and what of it they like. */
export function knownUserHistories(
  histories: UserHistories,
  { itemIds }: Pick<Recommender, 'itemIds'>,
  asked: {
    readonly where: string
    readonly needsKnown: boolean
    readonly unknown: Unknown
    readonly out?: Output
  },
): UserHistories {
  const { rated, liked } = histories
  requireNoHeader(histories, itemIds, asked.where)
  const known = knownHistories(rated, itemIds, asked)
  if (rated === liked) return { rated: known, liked: known }
  const { out: _, ...silent } = asked
  return { rated: known, liked: knownHistories(liked, itemIds, { ...silent, unknown: 'skip' }) }
}

/**
 * The best items for each user, in the order of the users; rated items are left out, whether they are liked or not, unless they
 * are kept.
 *
 * @param options.usersAtATime users whose lists are in memory
 * @param options.batchSize users scored together: the default of `recommend`
 */
export async function* recommendedLists(
  model: Recommender,
  { rated, liked }: UserHistories,
  {
    settings,
    rules,
    usersAtATime,
    batchSize,
  }: {
    readonly settings: ListSettings
    readonly rules: CompiledRules
    readonly usersAtATime: number
    readonly batchSize?: number
  },
): AsyncGenerator<ReasonedList> {
  const { top: count, seen, fallback } = settings
  for (let from = 0; from < liked.userCount; from += usersAtATime) {
    const users = range(from, Math.min(liked.userCount, from + usersAtATime))
    const histories = selectUsers(liked, users)
    const without = seen === 'exclude' && rated !== liked ? selectUsers(rated, users) : undefined
    const lists = await recommend(model, histories, { count, seen, fallback, without, rules, batchSize })
    for (const [i, list] of lists.entries()) {
      yield settings.explain ? await withReasons(model, selectUsers(histories, [i]), list) : list
    }
  }
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

/** What columns a list has in a file or a table: reasons where they are asked for, titles where a table of items has them. */
export interface ListLayout {
  readonly settings: ListSettings
  readonly table: ItemTable | undefined
}

/** The columns of lists in a file or a table. */
export function listColumns<Type>(
  { settings: { explain: explained = false }, table }: ListLayout,
  ids: { readonly user: Type; readonly item: Type },
) {
  return [
    { name: 'userId', type: ids.user },
    { name: 'rank', type: 'integer' },
    { name: 'itemId', type: ids.item },
    ...titleColumn(table),
    { name: 'score', type: 'number' },
    { name: 'basis', type: 'text' },
    ...(explained ? [{ name: 'because', type: 'text' } as const] : []),
  ] as const satisfies readonly { readonly name: ListColumn; readonly type: unknown }[]
}

/** The rows of one user's list, by these columns. */
export function* listRows(
  user: string,
  list: ReasonedList,
  { settings: { explain: explained = false, fallback }, table }: ListLayout,
): Generator<(string | number)[]> {
  for (const [i, { item, score, because = [] }] of list.items.entries()) {
    const reasons = explained ? [because.map((each) => each.item).join(' ')] : []
    yield [user, i + 1, item, ...titleCell(table, item), score, rowBasis(list, i, fallback), ...reasons]
  }
}
