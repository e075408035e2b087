import { fileError, quoted, undecided } from './file-error'
import type { HeadLine } from './file-head'

/** What the lines before the data say. */
export interface Comments {
  /** How many lines of the head are comments. */
  readonly count: number
  /** Their sign, by which further down lines are comments too; undefined where there are none. */
  readonly sign: '#' | '%' | undefined
  /** The last of them, without its sign: in some files the header. */
  readonly last: string | undefined
  /** The delimiter that Excel names in a line `sep=;`. */
  readonly delimiter: string | undefined
  /** A format that such a line names: KONECT's networks, or MatrixMarket's coordinates. */
  readonly named: 'konect' | 'konect unweighted' | 'matrix market' | undefined
}

/**
 * The comments at the start of a file: lines that begin with `#` or `%` and a space or another sign.
 *
 * @param isAuto whether such a line may name the format
 * @throws if a line names a kind of network or matrix that has no users and items
 */
export function commentsOf(lines: readonly HeadLine[], isAuto: boolean, name: string): Comments {
  const first = lines[0]!.text
  const where = `${name}:${lines[0]!.line}`
  const [, separator] = /^"?sep=(.)"?$/i.exec(first) ?? []
  if (separator !== undefined)
    return { count: 1, sign: undefined, last: undefined, delimiter: separator, named: undefined }
  const named = isAuto ? formatNamed(first, where) : undefined
  const end = lines.findIndex(
    ({ text }) => !isComment(text) && !(named !== undefined && text.startsWith('%')),
  )
  const count = end < 0 ? lines.length : end
  const last = count === 0 ? undefined : lines[count - 1]!.text.replace(/^[#%\s]+/, '')
  const sign = count === 0 ? undefined : (first[0] as '#' | '%')
  return { count, sign, last, delimiter: undefined, named }
}

/** Whether a line is a comment. @param sign with which it begins then; any by default */
export function isComment(line: string, sign?: string): boolean {
  return /^(#+|%+)(\s|$)/.test(line) && (sign === undefined || line.startsWith(sign))
}

function formatNamed(line: string, where: string): Comments['named'] {
  const [, network, weights] = /^%\s*(bip|sym|asym)\s+(\w+)/.exec(line) ?? []
  if (network === 'bip') return weights === 'unweighted' ? 'konect unweighted' : 'konect'
  if (network !== undefined) {
    throw undecided(where, "a network of users and items ('bip')", quoted(line), ['format', 'columns'])
  }
  if (!/^%%MatrixMarket\b/i.test(line)) return undefined
  if (!/^%%MatrixMarket\s+matrix\s+coordinate\s+(real|integer|pattern)\s+general\s*$/i.test(line)) {
    throw fileError(where, "'matrix coordinate real general', or integer or pattern", quoted(line))
  }
  return 'matrix market'
}
