import { ownFileByStart } from './own-file'

/** Columns of all lists of items that hvamp writes. */
const listColumns = ['userId', 'rank', 'itemId', 'similarId', 'title', 'score', 'basis', 'because'] as const

/** A column of a list: of recommendations, of similar items, or of popular ones. */
export type ListColumn = (typeof listColumns)[number]

const inEach: readonly ListColumn[] = ['rank', 'itemId', 'score']

/** Whether these are the columns of a list. */
export function areOfList(columns: readonly string[]): boolean {
  const known: readonly string[] = listColumns
  return inEach.every((name) => columns.includes(name)) && columns.every((name) => known.includes(name))
}

/** Lists in CSV, which their header tells. */
export const listFile = ownFileByStart('lists of items', (start) =>
  areOfList(start.split('\n', 1)[0]!.split(',')),
)
