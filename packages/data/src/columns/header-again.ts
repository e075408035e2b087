const SPACE = 32

/** Knows the header of a table where it comes again, as in files that were joined. */
export interface HeaderAgain {
  /** Whether a field that ends there may be of the header: quick, for each line of a file. */
  mayBe(bytes: Uint8Array, end: number): boolean
  /** Whether a row has the names of the columns in place of a user and an item, also the other way round. */
  is(user: string, item: string): boolean
}

/** @param user name of the column of users @param item name of the column of items */
export function headerAgain(user: string, item: string): HeaderAgain {
  const plain = (text: string) => text.trim().toLowerCase() // which takes a byte order mark off too
  const [users, items] = [plain(user), plain(item)]
  const lasts = [users, items].flatMap((name) => {
    const [last = SPACE, upper = SPACE] = [name, name.toUpperCase()].map((text) =>
      new TextEncoder().encode(text).at(-1),
    )
    return [last, upper]
  })
  const isLast = new Uint8Array(256)
  for (const byte of [...lasts, SPACE]) isLast[byte] = 1
  return {
    mayBe: (bytes, end) => isLast[bytes[end - 1]!] === 1,
    is(first, second) {
      const [a, b] = [plain(first), plain(second)]
      return (a === users && b === items) || (a === items && b === users)
    },
  }
}
