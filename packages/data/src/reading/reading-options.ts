import { requireKnown } from '@hvamp/random'
import { type ColumnRole, columnRoles } from '../columns/column-names'
import type { BuilderMaker } from '../interactions/interactions-builder'
import { requireShard, type UserShard } from '../interactions/user-shard'
import { MISSING_CHOICES } from '../values/missing-ids'
import type { InteractionsFormat, LayoutOptions } from './layout-options'
import type { Reading } from './reading'

/** Bounds on a file that comes from outside. */
export interface ReadingLimits {
  /** Most rows of a file; 10^9 by default. */
  readonly rows?: number | undefined
  /** Most bytes of a file once decompressed; 2^36 by default. */
  readonly bytes?: number | undefined
  /** Most bytes out of one byte of compressed data, on average after the first 16 MiB; 100 by default. */
  readonly expansion?: number | undefined
}

/** How far reading has come. */
export interface ReadingProgress {
  /** Entries read. */
  readonly rows: number
  /** Bytes taken from the source: of a compressed file, compressed bytes; 0 where rows come without bytes. */
  readonly bytes: number
}

export interface ReadingOptions extends LayoutOptions {
  readonly limits?: ReadingLimits | undefined
  /** Called once at the end with how the file was read. */
  readonly onReading?: ((reading: Reading) => void) | undefined
  /** Called after every block of lines. */
  readonly onProgress?: ((progress: ReadingProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Only users of this shard: rows of other users are passed over, and take no memory. All users by default. */
  readonly shard?: UserShard | undefined
  /** Where the entries go: to interactions in memory by default. The interactions that are read are those that it builds. */
  readonly builder?: BuilderMaker | undefined
}

const NAMES: Readonly<Record<keyof ReadingOptions | 'name', true>> = {
  ...{
    format: true,
    likelyFormat: true,
    skipLines: true,
    skipLast: true,
    delimiter: true,
    header: true,
    columns: true,
    quoting: true,
    decimal: true,
    dateOrder: true,
    encoding: true,
    missing: true,
    ratings: true,
    timestamps: true,
  },
  ...{
    limits: true,
    onReading: true,
    onProgress: true,
    signal: true,
    shard: true,
    builder: true,
    name: true,
  },
}
const COLUMNS = Object.fromEntries(columnRoles.map((role) => [role, true])) as Record<ColumnRole, true>
const FORMATS: readonly InteractionsFormat[] = [
  ...([
    'auto',
    'table',
    'csv',
    'tsv',
    'movielens',
    'u.data',
    'adjacency',
    'json',
    'python',
    'netflix',
  ] as const),
]

/** @throws naming an option or a column that does not exist, or a value that it cannot have */
export function requireKnownOptions(where: string, options: ReadingOptions): void {
  requireKnown<ReadingOptions & { name?: string }>(`${where}: options`, options, NAMES)
  requireKnown(`${where}: columns`, options.columns ?? {}, COLUMNS)
  requireKnown(`${where}: limits`, options.limits ?? {}, { rows: true, bytes: true, expansion: true })
  if (options.shard) requireShard(where, options.shard)
  if (options.shard && options.builder) {
    throw new Error(`${where}: shard must come without builder, got both`)
  }
  requireOneOf(where, 'format', options.format, FORMATS)
  requireTextOptions(where, options)
  requireOneOf(where, 'dateOrder', options.dateOrder, ['dmy', 'mdy'])
  requireOneOf(where, 'missing', options.missing, MISSING_CHOICES)
  requireLineCount(where, 'skipLines', options.skipLines)
  requireLineCount(where, 'skipLast', options.skipLast, MOST_LAST)
  const { delimiter } = options
  if (
    delimiter !== undefined &&
    delimiter !== '::' &&
    delimiter !== ' ' &&
    !isMark(delimiter) &&
    !isControl(delimiter)
  ) {
    throw new Error(
      `${where}: delimiter must be '::', a space, a tab, a mark of punctuation or a control character, got ${JSON.stringify(delimiter)}`,
    )
  }
}

/** Whether a delimiter is a control character, but no line end, and no zero, as text has none: ^A separates the fields of Hive. */
function isControl(delimiter: string): boolean {
  return /^(?=\p{Cc})\P{White_Space}$/u.test(delimiter) && delimiter > '\0' && delimiter < '\u007f'
}

const QUOTINGS = ['auto', 'double', 'none'] as const

/** @throws naming a decimal mark, a quoting or an encoding that does not exist */
export function requireTextOptions(
  where: string,
  {
    decimal,
    encoding,
    quoting,
  }: Pick<LayoutOptions, 'decimal' | 'encoding'> & {
    readonly quoting?: string | undefined
  },
  quotings: readonly string[] = QUOTINGS,
): void {
  requireOneOf(where, 'quoting', quoting, quotings)
  requireOneOf(where, 'decimal', decimal, ['point', 'comma'])
  requireEncoding(where, encoding)
}

/** Whether a delimiter is a tab or a mark of punctuation, but no quote. */
export function isMark(delimiter: string): boolean {
  return /^[\t!#-/:-@[-`{-~]$/.test(delimiter)
}

/** @throws if lines to be passed over are no whole number, from 0 */
export function requireLineCount(
  where: string,
  name: string,
  count: number | undefined,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (count === undefined || (Number.isSafeInteger(count) && count >= 0 && count <= most)) return
  const range = most < Number.MAX_SAFE_INTEGER ? `from 0 to ${most}` : 'at least 0'
  throw new Error(`${where}: ${name} must be an integer, ${range}, got ${count}`)
}

const MOST_LAST = 100 // lines, which are held back

function requireOneOf(
  where: string,
  name: string,
  value: string | undefined,
  known: readonly string[],
): void {
  if (value !== undefined && !known.includes(value)) {
    throw new Error(`${where}: ${name} must be one of ${known.join(', ')}, got '${value}'`)
  }
}

/** @throws if there is no encoding of that name */
function requireEncoding(where: string, encoding: string | undefined): void {
  if (encoding === undefined) return
  try {
    new TextDecoder(encoding)
  } catch (cause) {
    throw new Error(
      `${where}: encoding must be one that TextDecoder knows, such as windows-1252, got '${encoding}': convert a file of another encoding before, as iconv -f ${encoding} -t UTF-8 does`,
      { cause },
    )
  }
}
