import type { TableReading } from '@hvamp/data'
import type { RepeatedChoice } from '@hvamp/rules'
import { z } from 'zod'

/** A value for each column that is read. */
const ofRoles = <Value extends z.ZodType>(value: Value) =>
  z.object({
    user: value.optional(),
    item: value.optional(),
    rating: value.optional(),
    timestamp: value.optional(),
  })

const column = z.union([z.string(), z.number()])
const columns = ofRoles(column)
const places = ofRoles(z.int())

export const formats = [
  ...(['auto', 'table', 'csv', 'tsv', 'movielens', 'u.data', 'adjacency', 'json', 'python'] as const),
  'netflix',
] as const
export const quotings = ['auto', 'double', 'none'] as const
/** Of item tables, which may have the escapes of a database's export. */
export const tableQuotings = [...quotings, 'escaped'] as const satisfies readonly TableReading['quoting'][]
/** Those of @hvamp/rules, which the flags do without. */
export const repeatedChoices = ['first', 'last'] as const satisfies readonly RepeatedChoice[]
export const decimals = ['point', 'comma'] as const
/** Of day and month in dates. */
export const dateOrders = ['dmy', 'mdy'] as const
export const missings = ['refuse', 'skip', 'keep', 'keep-ids'] as const

/** Rows of a user and an item that an earlier row has too, and which of them counts. */
export const repeatedRows = z.strictObject({ rows: z.int(), counted: z.enum(['latest', 'last']) })

/** Rows that a column which was not read calls cancelled or sent back. */
const cancelledRows = z.object({
  ...{ column: z.string(), values: z.array(z.string()) },
  ...{ rows: z.int(), below: z.int().optional(), first: z.int(), file: z.string().optional() },
  /** Of a status: the rows of each other value, '' for none. */
  others: z.array(z.object({ value: z.string(), rows: z.int() })).optional(),
})

/** Rows with a quantity of one kind in a column that was not read. */
const quantityRows = z.object({
  column: z.string(),
  ...{ rows: z.int(), first: z.int(), file: z.string().optional() },
})

/** How a file was read, as `config.json` and `split.json` keep it. */
export const readingRecord = z.object({
  format: z.string(),
  /** Of a text that is not UTF-8. */
  encoding: z.string().optional(),
  /** Its characters that are UTF-8. */
  utf8Characters: z.int().optional(),
  delimiter: z.string().optional(),
  quoting: z.enum(quotings).optional(),
  header: z.boolean().optional(),
  headerInComment: z.boolean().optional(),
  openEnds: z.boolean().optional(),
  decimal: z.enum(decimals).optional(),
  columns: columns.optional(),
  /** Of a table with a header: the numbers of the columns that were read. */
  places: places.optional(),
  /** Of rows of a database: the types of their ids. */
  types: z.object({ user: z.string().optional(), item: z.string().optional() }).optional(),
  /** Columns that were not read. */
  unread: z.array(column),
  values: z.enum(['ratings', 'counts', 'none']),
  /** The lowest and the highest value; not in the files of early versions. */
  range: z.strictObject({ lowest: z.number(), highest: z.number() }).optional(),
  rows: z.int(),
  skipped: z.array(
    z.object({ reason: z.string(), rows: z.int(), first: z.int(), file: z.string().optional() }),
  ),
  repeated: repeatedRows.optional(),
  /** Of several files, those without a row. */
  empty: z.array(z.string()).optional(),
  /** Rows with a negative quantity in a column that was not read. */
  negative: quantityRows.optional(),
  /** The same with a quantity of zero. */
  zero: quantityRows.optional(),
  /** Rows that columns which were not read call cancelled or sent back; early versions kept one column. */
  cancelled: z.union([z.array(cancelledRows), cancelledRows.transform((rows) => [rows])]).optional(),
  /** Kinds of events that count alike, by a column which was not read. */
  events: z
    .object({ column: z.string(), kinds: z.array(z.object({ kind: z.string(), rows: z.int() })) })
    .optional(),
  /** Options that read a file of the same kind in the same way. */
  options: z.object({
    format: z.enum(formats).optional(),
    skipLines: z.int().min(0).optional(),
    delimiter: z.string().optional(),
    header: z.boolean().optional(),
    columns: columns.optional(),
    quoting: z.enum(quotings).optional(),
    decimal: z.enum(decimals).optional(),
    dateOrder: z.enum(dateOrders).optional(),
    encoding: z.string().optional(),
    missing: z.enum(missings).optional(),
    ratings: z.boolean().optional(),
  }),
})

export type ReadingRecord = z.infer<typeof readingRecord>
