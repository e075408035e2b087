import type { ColumnType } from '@hvamp/data'

/** Options that say which items may be recommended, and what is known of items. */
export interface RuleSettings {
  readonly only?: readonly string[]
  readonly exclude?: readonly string[]
  readonly where?: string
  readonly per?: Readonly<Record<string, number>>
  readonly weights?: string
  readonly itemTable?: string
  readonly tableQuery?: string
  readonly tableName?: string
  readonly tableId?: string
  readonly tableTitle?: string
  readonly tableType?: Readonly<Record<string, ColumnType>>
}
