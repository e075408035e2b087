/** Why another machine was not reached, by the codes of Node. */
const words: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'nothing answers there: does the server run, and on this port?',
  ECONNRESET: 'the server closed the connection',
  EHOSTUNREACH: 'no way leads to this host',
  ENETUNREACH: 'no way leads to the network of this host',
  ENOENT: 'there is no such socket: does the server run?',
  ENOTFOUND: 'there is no host of this name',
  ETIMEDOUT: 'nothing answered in time',
}

/**
 * Why a connection failed, in words and with its code; undefined for a code that is none of a network.
 *
 * @example networkErrorInWords('ETIMEDOUT') // 'nothing answered in time (ETIMEDOUT)'
 */
export function networkErrorInWords(code: string): string | undefined {
  const said = words[code]
  return said === undefined ? undefined : `${said} (${code})`
}
