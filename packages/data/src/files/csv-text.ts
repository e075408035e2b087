import Papa from 'papaparse'
import { entriesOf } from '../interactions/entries-of'
import type { Ids, Interactions } from '../interactions/interactions'

const BLOCK = 1 << 16 // characters

/**
 * Interactions as CSV with a header, in file order, in blocks of lines: `userId,itemId` and, where there are any, `rating`
 * and `timestamp`.
 *
 * Ids that need it are quoted.
 */
export function* csvText(interactions: Interactions): Generator<string> {
  const { userIds, itemIds, values, timestamps } = interactions
  const fields = { ...interactions, userIds: csvFields(userIds), itemIds: csvFields(itemIds) }
  let text = `userId,itemId${values ? ',rating' : ''}${timestamps ? ',timestamp' : ''}\n`
  for (const { user, item, value, timestamp } of entriesOf(fields)) {
    text += `${user},${item}`
    if (value !== undefined) text += `,${value}`
    text += timestamp === undefined ? '\n' : `,${timestamp}\n`
    if (text.length < BLOCK) continue
    yield text
    text = ''
  }
  yield text
}

function csvFields(ids: Ids): Ids {
  return ids.map((id) => Papa.unparse([[id]]))
}
