import { type ColumnRole, columnRoles, plainName } from '../columns/column-names'
import { verdictRank } from '../columns/verdict-rank'
import type { Interactions } from '../interactions/interactions'
import { fileError, quoted, undecided, undecidedBut } from '../values/file-error'
import { NO_RATINGS } from './absent-values'
import type { AddedFile } from './added-file'
import type { LayoutOptions } from './layout-options'
import type { FormatReading, Reading, SkippedRows } from './reading'
import { readingOf } from './reading-of'
import { differingRows } from './row-shape'

/** A file whose entries go to the builder of several. */
export interface JoinedFile extends AddedFile {
  /** What errors and the reading call it. */
  readonly path: string
}

/**
 * Requires of a later file that its columns are those of the first one: their entries cannot be of one kind otherwise.
 *
 * @throws if their rows without header differ in the number of fields or in what these are, and the columns of users and items are not chosen by
 *   number; if only one of them has ratings, or times that are read; if the column of a role has another name, or another place where one
 *   has no names, unless that column was chosen by number
 */
export function requireSameColumns(
  file: JoinedFile,
  first: JoinedFile,
  { columns: chosen = {} }: LayoutOptions,
): void {
  if (file.shape && first.shape && !areIdsPlaced(chosen)) {
    const difference = differingRows(
      { path: file.path, shape: file.shape },
      { path: first.path, shape: first.shape },
    )
    if (difference) throw difference
  }
  for (const role of ['rating', 'timestamp'] as const) {
    if (has(file, role) !== has(first, role)) throw onlyOneHas(role, file, first)
  }
  const roles = columnRoles.filter((role) => typeof chosen[role] !== 'number')
  for (const role of roles) {
    const [name, firstName] = [file.format.columns?.[role], first.format.columns?.[role]]
    if (typeof name !== 'string' || typeof firstName !== 'string' || areAlike(name, firstName)) continue
    const got = `${quoted(name)}; give the columns one name if they have the same values`
    throw fileError(file.path, `${quoted(firstName)} as ${role} column, as ${first.path}`, got)
  }
  const [places, firstPlaces] = [file.places, first.places]
  if (!places || !firstPlaces || (file.format.header && first.format.header)) return
  if (roles.every((role) => places[role] === firstPlaces[role])) return
  const options = roles.filter((role) => firstPlaces[role] !== undefined)
  const likely = Object.fromEntries(options.map((role) => [`columns.${role}`, firstPlaces[role]!]))
  throw undecidedBut(
    file.path,
    `the columns of ${first.path}: ${inWords(firstPlaces)}`,
    `${file.format.header ? 'other places in its header' : 'no header'}: ${inWords(places)}`,
    { options: Object.keys(likely), likely },
  )
}

/**
 * Requires of a later file that its ratings are words, or numbers, as those of the files before it: words are ratings of 0 and 1.
 *
 * @throws if they are not
 */
export function requireSameRatings(file: JoinedFile, before: readonly JoinedFile[]): void {
  const first = before.find(({ ratingKind }) => ratingKind !== undefined)
  if (first?.ratingKind === undefined || file.ratingKind === undefined) return
  if (file.ratingKind === first.ratingKind) return
  throw undecided(
    file.path,
    `${first.ratingKind} as ratings, as ${first.path} has`,
    `${file.ratingKind}; write all as numbers if they are on one scale`,
    [NO_RATINGS],
  )
}

/** Whether the columns of users and items are chosen by number, so that others may be of any kind. */
export function areIdsPlaced({ user, item }: NonNullable<LayoutOptions['columns']>): boolean {
  return typeof user === 'number' && typeof item === 'number'
}

const has = ({ format: { columns } }: JoinedFile, role: ColumnRole) => columns?.[role] !== undefined

/** The error of two files of which one alone has ratings, or times: another column may stand in their place, and both are read without. */
function onlyOneHas(role: 'rating' | 'timestamp', file: JoinedFile, first: JoinedFile): Error {
  const [one, other] = has(file, role) ? [file, first] : [first, file]
  const place = one.places?.[role]
  const beside = place === undefined ? undefined : unreadAt(other, place)
  const named = (each: JoinedFile) => {
    if (each === one) return `a ${role} column`
    const instead = beside === undefined ? '' : `, but ${labelOf(beside)} in its place`
    return `no ${role} column${instead}`
  }
  const byNumber = beside === undefined ? {} : { [`columns.${role}`]: place! }
  const options = [...Object.keys(byNumber), role === 'rating' ? NO_RATINGS : 'timestamps: false']
  return undecidedBut(file.path, `${named(first)}, as ${first.path}`, named(file), {
    options,
    likely: byNumber,
  })
}

const labelOf = (column: string | number) =>
  typeof column === 'number' ? `column ${column}` : quoted(column)

/** The column of a table at a place, if it is not read. */
function unreadAt({ places, format: { unread } }: JoinedFile, place: number): string | number | undefined {
  const read = new Set(Object.values(places ?? {}))
  if (places === undefined || read.has(place)) return undefined
  return unread[place - [...read].filter((each) => each !== undefined && each < place).length]
}

type Places = NonNullable<AddedFile['places']>

function inWords(places: Places): string {
  const named = columnRoles.flatMap((role) => (places[role] === undefined ? [] : [`${role} ${places[role]}`]))
  return named.join(', ')
}

/** Whether names, or the last keys of nested ones, have the same letters and digits. */
function areAlike(a: string, b: string): boolean {
  const [those, these] = [a, b].map((name) => [plainName(name), plainName(name.split('.').at(-1)!)])
  return those!.some((name) => these!.includes(name))
}

/**
 * The reading of one or more files.
 *
 * @param interactions of all of them
 */
export function joinedReading(files: readonly JoinedFile[], interactions: Interactions): Reading {
  const formats = files.map(({ format }) => format)
  const likely = withVerdicts(formats).filter((format) => format.likelyRating !== undefined)
  const { likelyRating, likelyValues } = likely.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? {}
  const utf8Characters = formats.reduce((sum, format) => sum + (format.utf8Characters ?? 0), 0)
  const { likelyRating: _, likelyValues: __, ...first } = formats[0]!
  const format: FormatReading = {
    ...first,
    unread: [...new Set(formats.flatMap(({ unread }) => unread))],
    ...(likelyRating !== undefined && { likelyRating }),
    ...(likelyValues && { likelyValues }),
    ...(utf8Characters > 0 && { utf8Characters }),
  }
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  return readingOf(format, interactions, rows, {
    skipped: joinedSkipped(files),
    lowest: files[0]!.builder.lowest, // one of all
    negative: joinedRows(files, ({ negative }) => negative),
    zero: joinedRows(files, ({ zero }) => zero),
    cancelled: files.flatMap(({ cancelled = [], path }) =>
      files.length === 1 ? cancelled : cancelled.map((count) => ({ ...count, file: path })),
    ),
    events: files.flatMap(({ events = [] }) => events),
    ratingKind: files.find(({ ratingKind }) => ratingKind !== undefined)?.ratingKind,
  })
}

/** The formats that say which column may have ratings: of files with the same columns, whose verdicts are looked for together, the last. */
function withVerdicts(formats: readonly FormatReading[]): readonly FormatReading[] {
  const byLayout = formats.filter(({ likelyValues }) => likelyValues === undefined)
  const last = new Map(formats.map((format) => [JSON.stringify([format.columns, format.unread]), format]))
  return [...byLayout, ...last.values()]
}

/** How far down what a format says stands among several: what its layout shows comes first. */
function rankOf({ likelyRating, likelyValues }: FormatReading): number {
  return likelyValues ? verdictRank(String(likelyRating), likelyValues) : -1
}

/** The rows that were left out of one or more files: those of a reason together, with the first of them and its file. */
export function joinedSkipped(files: readonly JoinedFile[]): readonly SkippedRows[] {
  const reasons = new Set(files.flatMap(({ skipped }) => skipped.map(({ reason }) => reason)))
  return Array.from(
    reasons,
    (reason) => joinedRows(files, ({ skipped }) => skipped.find((each) => each.reason === reason))!,
  )
}

/** Counts of files as one: `first` is that of the first file that has some, which is named if there are several. */
function joinedRows<Rows extends { readonly rows: number }>(
  files: readonly JoinedFile[],
  countOf: (file: JoinedFile) => Rows | undefined,
): (Rows & { readonly file?: string }) | undefined {
  const counts = files.flatMap((file) => {
    const count = countOf(file)
    return count ? [files.length === 1 ? count : { ...count, file: file.path }] : []
  })
  const rows = counts.reduce((sum, count) => sum + count.rows, 0)
  return counts[0] && { ...counts[0], rows }
}
