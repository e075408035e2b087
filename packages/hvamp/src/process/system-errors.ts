import { networkErrorInWords } from '@hvamp/random'

/** What the system refuses, in words. */
const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the quota of the disk is used up',
  EEXIST: 'it is there already',
  EIO: 'the disk cannot be read or written',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go round in a circle',
  EMFILE: 'this process has too many files open; ulimit -n raises the limit',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'the system has too many files open',
  ENOENT: 'no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is no folder',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'not permitted',
  EROFS: 'the file system can only be read',
  ETXTBSY: 'it is a program that is running',
}

interface SystemError {
  readonly code?: string | undefined
  readonly message?: string
}

/** Why the system refused: the disk is full (ENOSPC). */
export function systemErrorInWords({ code = '', message = '' }: SystemError): string {
  const text = words[code]
  return text === undefined ? message || code : `${text} (${code})`
}

/** The error of the system that is the cause of another, or that error itself; undefined if there is none. */
export function systemErrorOf(error: unknown): NodeJS.ErrnoException | undefined {
  if (!(error instanceof Error)) return undefined
  return 'syscall' in error ? (error as NodeJS.ErrnoException) : systemErrorOf(error.cause)
}

/** An error's message, with what the system and the network said put into words. */
export function messageInWords(error: Error): string {
  return systemMessage(error).replace(/\b(?:connect|getaddrinfo) (E[A-Z_]+) (\S+)/, (said, code, place) => {
    const inWords = networkErrorInWords(code)
    return inWords === undefined ? said : `${place}: ${inWords}`
  })
}

function systemMessage(error: Error): string {
  const cause = systemErrorOf(error)
  if (!cause) return error.message
  const { path } = cause
  const inWords = systemErrorInWords(cause)
  if (error === cause) return `${path ?? cause.syscall}: ${inWords}`
  return error.message.replace(cause.message, inWords)
}
