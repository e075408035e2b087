export {
  absoluteAddress,
  databaseName,
  isDatabaseAddress,
  withoutSecrets,
} from './addresses/database-address'
export { type ServerAddress, serverAddress } from './addresses/server-address'
export { databaseError, isDatabaseError } from './drivers/database-error'
export { importDriver, importIfInstalled, type Load } from './drivers/import-driver'
export { isBigint } from './drivers/is-bigint'
export { queueSchema } from './drivers/queue-schema'
export { isSameDatabase, type NamedTables } from './drivers/same-database'
export type { RowChoice } from './reading/open-rows'
export type { CellType } from './reading/query-rows'
export { type DatabaseInteractions, type DatabaseReading, readDatabase } from './reading/read-database'
export { readDatabaseTable, type TableSelection } from './reading/read-database-table'
export type {
  TableDefinition,
  WrittenCell,
  WrittenColumn,
  WrittenRow,
  WrittenType,
} from './writing/table-definition'
export {
  type RowCounts,
  requireWritableTable,
  TableOfOthersError,
  type WriteOptions,
  writeTable,
} from './writing/write-table'
