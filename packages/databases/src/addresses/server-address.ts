/** The address of a server, as files and errors may hold it. */
export interface ServerAddress {
  /** The address without its secrets. */
  readonly shown: string
  /** What the database is called there, or how the address begins. */
  readonly name: string
}

/** Parameters of an address that may hold secrets, of every driver: `password1` of mysql2 too; `ssl` may hold a key, `sslkey` names its file. */
const SECRET = /pass|pwd|secret|token|private|credential|^ssl$/i

/**
 * Takes the secrets out of the address of a server, of whatever kind: `postgres://user:password@host/database`.
 *
 * @throws if it is none, or its password has characters that end it; the error holds no part that may be a password
 * @example
 * ```ts
 * serverAddress('redis://:secret@localhost/2').shown // 'redis://localhost/2'
 * ```
 */
export function serverAddress(text: string): ServerAddress {
  const scheme = /^\w+/.exec(text)?.[0] ?? ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPasswordCut = url && /@/.test(url.pathname + url.search + url.hash) // by a / ? or # in it
  if (!url || isPasswordCut) {
    throw new Error(
      `${scheme}://…: must be an address such as ${scheme}://user:password@host/database, in whose password %40 stands for @, %2F for /, %3A for :, %23 for #, %3F for ? and %25 for %`,
    )
  }
  const name = decodeURIComponent(url.pathname.slice(1))
  url.password = ''
  for (const parameter of [...url.searchParams.keys()])
    if (SECRET.test(parameter)) url.searchParams.delete(parameter)
  return { shown: String(url), name: name || scheme }
}
