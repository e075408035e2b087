import type { Interactions, Reading } from '@hvamp/data'
import type { FoundUsers } from '@hvamp/data/node'
import type { Output } from '../terminal/output'
import { apartLine } from './apart-line'
import { capitalsLine } from './capitals-line'
import { clockLine } from './clock-line'
import { assumedOrder } from './column-order'
import { decimalsLine } from './decimals-line'
import { missingTimesLine } from './missing-times'
import { type FoundItems, noArticleLine } from './no-article-line'
import { numbersAsTimesLine } from './numbers-as-times'
import { placeholderLine } from './placeholder-line'
import {
  cancelledLine,
  eventsLine,
  itemsOnceLine,
  ofItemsLine,
  otherStatusesLine,
  quantityLines,
  readingLine,
  returnsLine,
  utf8Line,
} from './reading-lines'

/** What was read, and how. */
export interface NotedReading {
  readonly reading: Reading
  /** What is said of a way other than the first one. */
  readonly way?: string | undefined
  /** Whether nothing told that users come first, and then items. */
  readonly isOrderAssumed?: boolean
  readonly users: FoundUsers
  /** Absent where the items are not in memory. */
  readonly items?: FoundItems | undefined
  readonly timestamps?: Float64Array | undefined
  /** Whether the command reads times where a column of them is named (default: true). */
  readonly readsTimes?: boolean | undefined
}

/** What is said of a file that was read, a line each. */
export interface ReadingNotes {
  readonly how: string
  /** What of its rows may not be meant to count. */
  readonly doubts: readonly string[]
}

export function readingNotes(path: string, noted: NotedReading): ReadingNotes {
  const { reading, way, isOrderAssumed = false } = noted
  const parts = [
    readingLine(path, reading),
    ...(isOrderAssumed ? [assumedOrder(reading)] : []),
    ...(way ? [way] : []),
  ]
  const how = parts.join('; ')
  return { how, doubts: doubtLines(path, noted) }
}

/** The same of interactions in memory, said on `out`. @returns what of the rows may not be meant to count */
export function noteReading(
  path: string,
  {
    interactions,
    ...read
  }: Pick<NotedReading, 'reading' | 'way' | 'isOrderAssumed'> & { readonly interactions: Interactions },
  out: Output | undefined,
): readonly string[] {
  const { timestamps } = interactions
  const [users, items] = [foundUsers(interactions), foundItems(interactions)]
  const { how, doubts } = readingNotes(path, { ...read, users, items, timestamps })
  for (const note of [how, ...doubts]) out?.note(note)
  return doubts
}

function doubtLines(
  path: string,
  { reading, users, items, timestamps, readsTimes }: Omit<NotedReading, 'way'>,
): string[] {
  const lines = [
    utf8Line(path, reading),
    itemsOnceLine(path, reading),
    ofItemsLine(path, reading),
    apartLine(path, reading),
    ...quantityLines(path, reading),
    returnsLine(path, reading, { readsTimes }),
    cancelledLine(path, reading),
    otherStatusesLine(path, reading),
    eventsLine(path, reading),
    clockLine(path, reading),
    placeholderLine(path, users, reading),
    items && noArticleLine(path, items),
    decimalsLine(path, { users: users.ids, items: items?.ids }),
    capitalsLine(path, { users: users.ids, items: items?.ids }),
    numbersAsTimesLine(path, { timestamps }),
    missingTimesLine(path, { timestamps }),
  ]
  return lines.filter((line) => line !== undefined)
}

/** Users of interactions in memory. */
export function foundUsers({ userIds, offsets }: Pick<Interactions, 'userIds' | 'offsets'>): FoundUsers {
  const lengths = Int32Array.from(userIds, (_, user) => offsets[user + 1]! - offsets[user]!)
  return { ids: userIds, lengths }
}

/** Items of interactions in memory. */
function foundItems({ itemIds, items, userCount }: Interactions): FoundItems {
  const users = new Int32Array(itemIds.length)
  for (const item of items) users[item]!++
  return { ids: itemIds, users, userCount }
}
