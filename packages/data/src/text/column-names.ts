const KNOWN = {
  user: ['user', 'userid', 'uid', 'username', 'reviewerid', 'customer', 'customerid', 'visitorid'],
  item: [
    ...[
      'item',
      'itemid',
      'iid',
      'movie',
      'movieid',
      'artist',
      'artistid',
      'song',
      'songid',
      'track',
      'trackid',
    ],
    ...[
      'book',
      'bookid',
      'isbn',
      'product',
      'productid',
      'asin',
      'business',
      'businessid',
      'anime',
      'animeid',
    ],
    ...['game', 'gameid', 'article', 'articleid', 'sku'],
  ],
  rating: [
    ...['rating', 'ratings', 'bookrating', 'score', 'stars', 'overall', 'value', 'weight', 'count'],
    ...['plays', 'playcount'],
  ],
  timestamp: ['timestamp', 'time', 'ts', 'date', 'datetime', 'unixtime', 'unixreviewtime', 'reviewtime'],
} as const

/** What a column can be to a reader. */
export type ColumnRole = keyof typeof KNOWN

/** Columns named by the caller: by the name in the header, or by number, from 0. */
export type ColumnChoice = { readonly [role in ColumnRole]?: string | number | undefined }

/**
 * The column for a role in a header: the one the caller names, else the first known name. −1 if there is none.
 *
 * Capitals, spaces and punctuation do not count, nor does what follows a colon: `User-ID` and `user_id:token` are `userid`.
 */
export function findColumn(header: readonly string[], role: ColumnRole, chosen?: string | number): number {
  if (typeof chosen === 'number') return Number.isInteger(chosen) && chosen in header ? chosen : -1
  if (chosen !== undefined) {
    const exact = header.indexOf(chosen)
    return exact >= 0 ? exact : header.findIndex((name) => name.toLowerCase() === chosen.toLowerCase())
  }
  const plain = header.map(plainName)
  for (const name of KNOWN[role]) {
    const column = plain.indexOf(name)
    if (column >= 0) return column
  }
  return -1
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[^a-z0-9]/g, '')
}
