import { type ColumnRole, columnRoles } from '../columns/column-names'
import type { LayoutOptions } from '../reading/layout-options'
import { columnLabel, type FormatReading, namedColumns } from '../reading/reading'
import type { TurnedOut } from '../reading/turned-out'
import type { FoundLayout, Layout } from './layout'

/** What is known at the end of a file only, or of its bytes. */
type KnownAtEnd = Pick<TurnedOut, 'decimal' | 'verdicts' | 'likelyRating' | 'likelyValues' | 'unread'> & {
  readonly encoding: string | undefined
  readonly utf8Characters: number | undefined
}

/** What a reading says of a layout. */
export function layoutReading(
  { layout, entries, headerInComment = false }: FoundLayout,
  { missing, skipLines, ratings, encoding: chosen, dateOrder: chosenOrder }: LayoutOptions,
  { encoding, utf8Characters, ...turnedOut }: KnownAtEnd,
): FormatReading {
  const dateOrder = layout.kind === 'table' ? layout.dateOrder : chosenOrder
  const options = {
    ...(dateOrder && { dateOrder }),
    ...(missing && { missing }),
    ...(ratings === false && { ratings }),
    ...(skipLines && { skipLines }),
    ...(chosen && { encoding: chosen }), // a byte order mark speaks for one file
  }
  return {
    ...ofLayout(layout, entries, turnedOut, options),
    ...(headerInComment && { headerInComment }),
    ...(encoding && { encoding }),
    ...(utf8Characters && { utf8Characters }),
  }
}

function ofLayout(
  layout: Layout,
  entries: number | undefined,
  { decimal, verdicts, ...ofObjects }: Omit<KnownAtEnd, 'encoding' | 'utf8Characters'>,
  options: LayoutOptions,
): FormatReading {
  switch (layout.kind) {
    case 'adjacency':
    case 'netflix':
      return { format: layout.kind, unread: [], options: { format: layout.kind, ...options } }
    case 'table': {
      const { delimiter, quoting, names, openEnds, clock } = layout
      const columnCount = layout.columnCount - (openEnds ? 1 : 0)
      const ofVerdicts = verdicts && columnLabel(verdicts.column, names)
      const likelyRating = layout.likelyRating ?? ofVerdicts
      const header = names !== undefined
      const columns = namedColumns(columnsOf(layout), names)
      const read = Object.values(columnsOf(layout))
      const numbers = Array.from({ length: columnCount }, (_, column) => column)
      const unread = numbers
        .filter((column) => !read.includes(column))
        .map((column) => columnLabel(column, names))
      return {
        ...{
          format: 'table',
          delimiter,
          quoting,
          header,
          columns,
          unread,
          ...(header && { places: columnsOf(layout) }),
          ...(openEnds && { openEnds }),
          ...(decimal && { decimal }),
        },
        ...(clock !== undefined && { clock }),
        ...(likelyRating !== undefined && { likelyRating }),
        ...(verdicts && likelyRating === ofVerdicts && { likelyValues: verdicts.values }),
        // A file that says how many entries it has says how it is written, too.
        options:
          entries === undefined
            ? {
                format: 'table',
                delimiter,
                quoting,
                header,
                columns,
                ...(decimal && { decimal }),
                ...options,
              }
            : { ...(layout.user !== 0 && { columns }), ...options },
      }
    }
    default: {
      const { kind, columns } = layout
      const { likelyRating, likelyValues, unread: later = [] } = ofObjects
      const unread = [...layout.unread, ...later]
      return {
        ...{
          format: kind,
          columns,
          unread,
          ...(likelyRating !== undefined && { likelyRating }),
          ...(likelyValues && { likelyValues }),
          ...(decimal && { decimal }),
        },
        options: { format: kind, columns, ...(decimal && { decimal }), ...options },
      }
    }
  }
}

/** The numbers of the columns that are read. */
export function columnsOf(layout: { readonly [role in ColumnRole]?: number | undefined }): {
  readonly [role in ColumnRole]?: number
} {
  return Object.fromEntries(
    columnRoles.flatMap((role) => (layout[role] === undefined ? [] : [[role, layout[role]]])),
  )
}
