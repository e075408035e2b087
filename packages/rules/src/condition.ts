/** What a cell is compared with: a date is written as text, `2024-01-31` or with a time (ISO 8601). */
export type Value = string | number | boolean

/**
 * What must hold of an item's row in a table.
 *
 * A missing cell meets no comparison, so `not` of one holds for it; `missing` asks for it.
 */
export type Condition =
  | { readonly column: string; readonly equals: Value }
  | { readonly column: string; readonly in: readonly Value[] }
  /** Of numbers and dates: at least one bound. */
  | ({ readonly column: string } & Range)
  /** Of lists: the text is in it. */
  | { readonly column: string; readonly has: string }
  /** The column's cell is missing. */
  | { readonly missing: string }
  | { readonly not: Condition }
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }

/** Bounds of numbers and dates: the first two are lower ones, `above` and `below` leave the bound itself out. */
export interface Range {
  readonly atLeast?: number | string
  readonly above?: number | string
  readonly atMost?: number | string
  readonly below?: number | string
}

/** Names of the bounds. */
export const bounds = ['atLeast', 'above', 'atMost', 'below'] as const

/** How deep conditions may be nested. */
export const deepest = 100
