import { fileError, quoted, undecided } from '../values/file-error'
import { keepsIds, type MissingChoice } from '../values/missing-ids'
import type { HeadLine } from './file-head'

/** What the lines before the data say. */
export interface Comments {
  /** How many lines of the head are comments. */
  readonly count: number
  /** Whether a line further down is a comment too: one with the sign of the first, of which none are where the file begins with data. */
  isComment(line: string): boolean
  /** The last of them, without its sign: in some files the header. */
  readonly last: string | undefined
  /** The delimiter that Excel names in a line `sep=;`. */
  readonly delimiter: string | undefined
  /** A format that such a line names: KONECT's networks, or MatrixMarket's coordinates. */
  readonly named: 'konect' | 'konect unweighted' | 'matrix market' | undefined
}

const HASH = 0x23
const PERCENT = 0x25
/** First lines of formats whose ids are numbers, so that every line with a sign is a comment. */
const OF_NUMBERS = /^%\s*(?:bip|sym|asym)\s|^%%MatrixMarket\b/i
const GRAPH = /^#\s*(?:un)?directed graph\b/i
/** Names of the two ends of an edge. */
const ENDS =
  /^(?:from|src|source|follower|truster|voter|sender)\w*[\s,;]+(?:to|dst|target|followee|followed|trustee|votee|receiver)\w*(?:[\s,;]|$)/i
const noComment = () => false

/**
 * The comments at the start of a file: lines that begin with `#` or `%` and a space or another sign.
 *
 * @param options whether such a line may name the format, and whether the caller chose the columns of users and items
 * @throws if a line names a kind of network or matrix that has no users and items
 */
export function commentsOf(
  lines: readonly HeadLine[],
  { isAuto, areChosen }: { readonly isAuto: boolean; readonly areChosen: boolean },
  name: string,
): Comments {
  const first = lines[0]!.text
  const where = `${name}:${lines[0]!.line}`
  const none = { isComment: noComment, last: undefined, delimiter: undefined, named: undefined }
  const [, delimiter] = /^"?sep=(.)"?$/i.exec(first) ?? []
  if (delimiter !== undefined) return { ...none, count: 1, delimiter }
  if (!isLikeComment(first) && !OF_NUMBERS.test(first)) return { ...none, count: 0 }
  const named = isAuto ? formatNamed(first, areChosen, where) : undefined
  const [sign] = first
  const isComment = (line: string) =>
    line.startsWith(sign!) && (OF_NUMBERS.test(first) || isLikeComment(line))
  const end = lines.findIndex(({ text }) => !isLikeComment(text) && !isComment(text))
  const count = end < 0 ? lines.length : end
  if (count === 0) return { ...none, count }
  const last = lines[count - 1]!.text.replace(/^[#%\s]+/, '')
  if (isAuto && !areChosen) requireNoGraph(first, last, where)
  return { ...none, count, isComment, last, named }
}

/** Whether a byte is a sign with which comments begin. */
export function isSign(byte: number): boolean {
  return byte === HASH || byte === PERCENT
}

/** Whether a line looks like a comment. */
function isLikeComment(line: string): boolean {
  return /^(#+|%+)(\s|$)/.test(line)
}

/**
 * Whether a line among the rows is a comment: where the file begins with some, or where lines that look so are left out by choice.
 *
 * @throws if it looks like one in a file that begins with none, and nobody chose
 */
export function isCommentAmong(
  { isComment, missing }: { readonly isComment: Comments['isComment']; readonly missing: MissingChoice },
  line: string,
  place: () => string,
): boolean {
  if (isComment(line)) return true
  if (keepsIds(missing) || !isLikeComment(line)) return false
  if (missing === 'skip') return true
  throw undecided(place(), 'a row', `${quoted(line)}, which looks like a comment`, ['missing'])
}

/** @throws if comments say that what follows is a network among users, as those of SNAP are */
function requireNoGraph(first: string, last: string, where: string): void {
  if (!GRAPH.test(first) && !ENDS.test(last)) return
  const shown = GRAPH.test(first) ? first : last
  throw undecided(where, 'a network of users and items', `one of nodes of one kind, ${quoted(shown)}`, [
    'columns',
  ])
}

function formatNamed(line: string, areChosen: boolean, where: string): Comments['named'] {
  const [, network, weights] = /^%\s*(bip|sym|asym)\s+(\w+)/.exec(line) ?? []
  if (network === 'bip') return weights === 'unweighted' ? 'konect unweighted' : 'konect'
  if (network !== undefined) {
    if (areChosen) return undefined
    throw undecided(where, "a network of users and items ('bip')", quoted(line), ['format', 'columns'])
  }
  if (!/^%%MatrixMarket\b/i.test(line)) return undefined
  if (!/^%%MatrixMarket\s+matrix\s+coordinate\s+(real|integer|pattern)\s+general\s*$/i.test(line)) {
    throw fileError(where, "'matrix coordinate real general', or integer or pattern", quoted(line))
  }
  return 'matrix market'
}
