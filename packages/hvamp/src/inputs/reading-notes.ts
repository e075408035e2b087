import type { Interactions, Reading } from '@hvamp/data'
import type { FoundUsers } from '@hvamp/data/node'
import { missingTimesLine } from './missing-times'
import { placeholderLine } from './placeholder-line'
import {
  cancelledLine,
  itemsOnceLine,
  negativeLine,
  ofItemsLine,
  readingLine,
  utf8Line,
} from './reading-lines'
import { spreadsheetDaysLine } from './spreadsheet-days'

/** What was read, and how. */
export interface NotedReading {
  readonly reading: Reading
  /** What is said of a way other than the first one. */
  readonly way?: string | undefined
  readonly users: FoundUsers
  readonly timestamps?: Float64Array | undefined
}

/** What is said of a file that was read: how, and what of its rows may not be meant to count, a line each. */
export function readingNotes(path: string, noted: NotedReading): string[] {
  const { reading, way } = noted
  return [[readingLine(path, reading), ...(way ? [way] : [])].join('; '), ...doubtLines(path, noted)]
}

/** What of a file's rows may not be meant to count, a line each. */
export function doubtLines(
  path: string,
  { reading, users, timestamps }: Omit<NotedReading, 'way'>,
): string[] {
  const lines = [
    utf8Line(path, reading),
    itemsOnceLine(path, reading),
    ofItemsLine(path, reading),
    negativeLine(path, reading),
    cancelledLine(path, reading),
    placeholderLine(path, users),
    spreadsheetDaysLine(path, { timestamps }),
    missingTimesLine(path, { timestamps }),
  ]
  return lines.filter((line) => line !== undefined)
}

/** Users of interactions in memory. */
export function foundUsers({ userIds, offsets }: Pick<Interactions, 'userIds' | 'offsets'>): FoundUsers {
  const lengths = Int32Array.from(userIds, (_, user) => offsets[user + 1]! - offsets[user]!)
  return { ids: userIds, lengths }
}
