import type { FilterOptions, LayoutOptions, ReadingLimits, ReadingOptions } from '@hvamp/data'
import type { RowChoice } from '@hvamp/databases'
import { z } from 'zod'
import { dateOrders, decimals, formats, missings, quotings } from './reading'

/** How a file of ratings is read, and what of it is kept. */
export const dataSettings = {
  /** The name of a published data set, where that was asked for. */
  dataSet: z.string().optional(),
  /** Of a database: the query that finds the rows, or the table that has them. */
  query: z.string().optional(),
  table: z.string().optional(),
  format: z.enum(formats),
  userColumn: z.string().optional(),
  itemColumn: z.string().optional(),
  ratingColumn: z.string().optional(),
  timeColumn: z.string().optional(),
  skipLines: z.int().min(0).optional(),
  skipLast: z.int().min(0).max(100).optional(),
  delimiter: z.string().optional(),
  header: z.boolean().optional(),
  quoting: z.enum(quotings).optional(),
  decimal: z.enum(decimals).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  encoding: z.string().optional(),
  missing: z.enum(missings).optional(),
  /** Most rows of a file, most bytes once decompressed, most bytes out of one compressed byte. */
  maxRows: z.int().min(1).optional(),
  maxBytes: z.int().min(1).optional(),
  maxExpansion: z.number().gt(0).optional(),
  atLeast: z.number(),
  implicit: z.boolean(),
  keepRatings: z.boolean().default(false),
  minUser: z.int().min(0),
  minItem: z.int().min(0),
  untilStable: z.boolean().default(false),
}

const dataSchema = z.object(dataSettings)
export type DataSettings = z.infer<typeof dataSchema>

export const dataDefaults: DataSettings = {
  format: 'auto',
  atLeast: 4,
  implicit: false,
  keepRatings: false,
  minUser: 5,
  minItem: 0,
  untilStable: false,
}

/** Options that choose columns, and the role of each. */
export const columnOptions = {
  userColumn: 'user',
  itemColumn: 'item',
  ratingColumn: 'rating',
  timeColumn: 'timestamp',
} as const

/** What `filterInteractions` keeps by the options of users and items. */
export function fewestInteractions({
  minUser,
  minItem,
  untilStable,
}: Pick<DataSettings, 'minUser' | 'minItem' | 'untilStable'>): FilterOptions {
  return { minUserInteractions: minUser, minItemInteractions: minItem, untilStable }
}

/** Options that say how a file is written, beside its format and columns. */
export const writingOptions = [
  'skipLines',
  'skipLast',
  'delimiter',
  'header',
  'quoting',
  'decimal',
  'dateOrder',
  'encoding',
  'missing',
] as const

/** How a file is read, and within which limits; of a database, which rows. */
export type FileOptions = LayoutOptions &
  Pick<ReadingOptions, 'builder' | 'signal'> & { readonly limits?: ReadingLimits; readonly rows?: RowChoice }

/** Which rows of a database are read. */
export function rowsFrom({ query, table }: Pick<DataSettings, 'query' | 'table'>): RowChoice {
  return { ...(query !== undefined && { query }), ...(table !== undefined && { table }) }
}

/** The limits of the reader that are set; its own defaults hold for the rest. */
export function limitsFrom({
  maxRows: rows,
  maxBytes: bytes,
  maxExpansion: expansion,
}: Pick<DataSettings, 'maxRows' | 'maxBytes' | 'maxExpansion'>): ReadingLimits {
  return {
    ...(rows !== undefined && { rows }),
    ...(bytes !== undefined && { bytes }),
    ...(expansion !== undefined && { expansion }),
  }
}

/** The options of the reader. @param timestamps whether times are needed */
export function layoutFrom(settings: DataSettings, timestamps = false): FileOptions {
  return {
    format: settings.format,
    columns: {
      user: column(settings.userColumn),
      item: column(settings.itemColumn),
      rating: column(settings.ratingColumn),
      timestamp: timestamps ? column(settings.timeColumn) : undefined,
    },
    timestamps,
    limits: limitsFrom(settings),
    rows: rowsFrom(settings),
    ...(settings.skipLines !== undefined && { skipLines: settings.skipLines }),
    ...(settings.skipLast !== undefined && { skipLast: settings.skipLast }),
    ...(settings.delimiter !== undefined && { delimiter: settings.delimiter }),
    ...(settings.header !== undefined && { header: settings.header }),
    ...(settings.quoting !== undefined && { quoting: settings.quoting }),
    ...(settings.decimal !== undefined && { decimal: settings.decimal }),
    ...(settings.dateOrder !== undefined && { dateOrder: settings.dateOrder }),
    ...(settings.encoding !== undefined && { encoding: settings.encoding }),
    ...(settings.missing !== undefined && { missing: settings.missing }),
  }
}

function column(text: string | undefined): string | number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text
}
