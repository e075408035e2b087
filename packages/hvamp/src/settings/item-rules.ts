import type { ColumnType, LayoutOptions, TableReading } from '@hvamp/data'
import type { RepeatedChoice } from '@hvamp/rules'

/** Options that say what is known of items. */
export interface ItemTableSettings {
  readonly itemTable?: string
  readonly tableQuery?: string
  readonly tableName?: string
  readonly tableId?: string
  readonly tableTitle?: string
  readonly tableEncoding?: string
  readonly tableDelimiter?: string
  readonly tableSkipLines?: number
  readonly tableHeader?: boolean
  readonly tableQuoting?: TableReading['quoting']
  readonly tableDecimal?: LayoutOptions['decimal']
  readonly tableRepeated?: RepeatedChoice
  readonly tableType?: Readonly<Record<string, ColumnType>>
}

/** Options that say which items may be recommended. */
export interface RuleSettings extends ItemTableSettings {
  readonly only?: readonly string[]
  readonly exclude?: readonly string[]
  readonly where?: string
  readonly per?: Readonly<Record<string, number>>
  readonly weights?: string
}
