export { type BlockWriter, blockWriter, openBlocks, type StoredBlocks } from './blocks/block-folder'
export { type ColumnInPaths, columnInPaths } from './files/columns-in-paths'
export { differingFiles } from './files/differing-files'
export { estimateRows } from './files/estimate-rows'
export { readRatings } from './files/read-ratings'
export { readTableFile } from './files/read-table-file'
export { writeInteractions } from './files/write-interactions'
export { completedReading } from './preparing/completed-reading'
export { type HeldOutRecords, readHeldOut } from './preparing/held-out-files'
export {
  type FoundEntries,
  type FoundUsers,
  type Prepared,
  type PreparedCounts,
  type PrepareOptions,
  prepareInteractions,
} from './preparing/prepare-interactions'
export { preparedFiles } from './preparing/prepared-files'
export type { DownloadOptions, DownloadProgress } from './published/download-file'
export { type FetchedDataSet, type FetchOptions, fetchDataSet } from './published/fetch-data-set'
export { type DataSetReading, readDataSet } from './published/read-data-set'
export type { RetryOptions } from './published/with-retries'
