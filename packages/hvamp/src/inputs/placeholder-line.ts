import type { Reading } from '@hvamp/data'
import type { FoundUsers } from '@hvamp/data/node'
import { grouped } from '../terminal/format'
import { mostAndNext } from './most-and-next'

const WORDS = new Set([
  ...['guest', 'guests', 'anonymous', 'anon', 'unknown', 'nobody', 'default', '(not set)', 'not set'],
  ...['gast', 'gäste', 'anonym', 'unbekannt', 'k.a.', 'k. a.', 'invité', 'anonyme', 'inconnu'],
  ...[
    'laufkundschaft',
    'laufkunde',
    'barverkauf',
    'barkunde',
    'bar',
    'diverse',
    'divers',
    'kasse',
    'ladenverkauf',
    'einmalkunde',
  ],
  ...[
    'walk-in',
    'walk in',
    'walk-in customer',
    'cash',
    'cash sale',
    'cash customer',
    'pos',
    'counter',
    'retail customer',
  ],
  ...[
    'passage',
    'client passage',
    'comptoir',
    'divers client',
    'mostrador',
    'cliente varios',
    'banco',
    'passante',
  ],
  ...['gäst', 'gästköp', 'gästkund', 'gästkonto', 'okänd', 'okänd kund', 'kontantkund', 'kontant', 'kassa'],
  ...[
    'engångskund',
    'ej inloggad',
    'ej registrerad',
    'gjest',
    'gæst',
    'ukjent',
    'ukendt',
    'vieras',
    'tuntematon',
  ],
  ...[
    'gość',
    'nieznany',
    'brak',
    'host',
    'neznámý',
    'vendég',
    'ismeretlen',
    'oaspete',
    'necunoscut',
    'misafir',
  ],
  ...['гость', 'неизвестно', 'аноним', 'onbekend', 'passant', 'ゲスト', '游客', '匿名', '게스트', '비회원'],
  ...['invitado', 'anónimo', 'desconocido', 'ospite', 'anonimo', 'sconosciuto', 'n.a.', '-1'],
])
const ZEROS = /^0+(?:-0+)*$/ // a number, or a UUID
const SHARE = 0.01 // of all interactions
const TIMES_MEAN = 3 // of the interactions of a user
const SHARE_OF_NOBODY = 0.1 // of all interactions, among many users: more than one person has
const TIMES_NEXT = 3 // of the user with the next most
const FEWEST_USERS = 20
const FEWEST = 20 // interactions
const FAR = { times: 5, fewest: 50 } // of the user with the next most, and interactions, from which on no share is asked for

/**
 * That one user may be many guests, in a line: by a usual name for these and by the number of rows, or by a share of all rows that no
 * person has, whatever the id; undefined without such a user.
 */
export function placeholderLine(
  path: string,
  { ids, lengths }: FoundUsers,
  { format, columns = {} }: Partial<Pick<Reading, 'format' | 'columns'>> = {},
): string | undefined {
  const wayOut = (id: string, whose: string) =>
    format === 'rows' && columns.user !== undefined
      ? `a --query with WHERE ${columns.user} <> '${id}' leaves out ${whose} rows`
      : `leave out ${whose} rows before`
  const all = lengths.reduce((sum, length) => sum + length, 0)
  const least = Math.max(SHARE, TIMES_MEAN / lengths.length) * all
  for (let user = 0; user < lengths.length; user++) {
    const count = lengths[user]!
    if (count <= least || !isPlaceholder(ids[user]!)) continue
    return `${path}: user '${ids[user]}' has ${grouped(count)} of ${grouped(all)} interactions, and counts as one customer: if these are guests, ${wayOut(ids[user]!, 'their')}`
  }
  return byShare(path, { ids, lengths }, all, wayOut)
}

/** The same of a user whose id says nothing. */
function byShare(
  path: string,
  { ids, lengths }: FoundUsers,
  all: number,
  wayOut: (id: string, whose: string) => string,
): string | undefined {
  if (lengths.length < FEWEST_USERS) return undefined
  const { index, count, next } = mostAndNext(lengths)!
  const isFar = count >= FAR.fewest && count >= FAR.times * next
  const isLarge = count >= FEWEST && count > SHARE_OF_NOBODY * all && count >= TIMES_NEXT * next
  if (!isFar && !isLarge) return undefined
  return `${path}: user '${ids[index]}' has ${grouped(count)} of ${grouped(all)} interactions, the next one ${grouped(next)}, and counts as one customer: if the id stands for guests or a cash desk, ${wayOut(ids[index]!, 'its')}`
}

const isPlaceholder = (id: string) => WORDS.has(id.toLowerCase()) || ZEROS.test(id)
