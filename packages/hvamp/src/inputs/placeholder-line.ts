import type { FoundUsers } from '@hvamp/data/node'
import { grouped } from '../terminal/format'

const WORDS = new Set([
  ...['guest', 'guests', 'anonymous', 'anon', 'unknown', 'nobody', 'default', '(not set)', 'not set'],
  ...['gast', 'gäste', 'anonym', 'unbekannt', 'k.a.', 'k. a.', 'invité', 'anonyme', 'inconnu'],
  ...['invitado', 'anónimo', 'desconocido', 'ospite', 'anonimo', 'sconosciuto', 'n.a.', '-1'],
])
const ZEROS = /^0+(?:-0+)*$/ // a number, or a UUID
const SHARE = 0.01 // of all interactions
const TIMES_MEAN = 3 // of the interactions of a user

/** That one user may be many guests, by a usual name for these and by the number of rows, in a line; undefined without such a user. */
export function placeholderLine(path: string, { ids, lengths }: FoundUsers): string | undefined {
  const all = lengths.reduce((sum, length) => sum + length, 0)
  const least = Math.max(SHARE, TIMES_MEAN / lengths.length) * all
  for (let user = 0; user < lengths.length; user++) {
    const count = lengths[user]!
    if (count <= least || !isPlaceholder(ids[user]!)) continue
    return `${path}: user '${ids[user]}' has ${grouped(count)} of ${grouped(all)} interactions, and counts as one customer: if these are guests, leave out their rows before`
  }
  return undefined
}

const isPlaceholder = (id: string) => WORDS.has(id.toLowerCase()) || ZEROS.test(id)
