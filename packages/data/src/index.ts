export { isAmountName } from './columns/amount-names'
export type { ColumnChoice, ColumnRole } from './columns/column-names'
export { isLikelyId } from './columns/likely-columns'
export { rejects } from './columns/rejecting-name'
export { sureChoice } from './columns/sure-choice'
export { titleNames } from './columns/title-names'
export { type AlignedHistories, alignHistories } from './interactions/align-histories'
export { ascendingOrder } from './interactions/ascending-order'
export { binarize } from './interactions/binarize'
export { emptyUserCount } from './interactions/empty-users'
export { entriesOf, type ReadEntry } from './interactions/entries-of'
export { type FilterOptions, filterInteractions } from './interactions/filter-interactions'
export { firstDifference } from './interactions/first-difference'
export { fromTime } from './interactions/from-time'
export { type Id, idText, requireId } from './interactions/id-text'
export {
  areInBlocks,
  type BlockSize,
  blocksOf,
  type InteractionBlocks,
  type InteractionRows,
  roomOfBlocks,
} from './interactions/interaction-blocks'
export type { HeldOutUsers, Ids, Interactions, UserSplit } from './interactions/interactions'
export { type Entry, type EntryColumns, interactionsFrom } from './interactions/interactions-from'
export { pairHistories } from './interactions/pair-histories'
export { selectItems, selectUsers, withoutEmpty } from './interactions/select'
export { shortestDecimal } from './interactions/shortest-decimal'
export { countStatistics, type Spread, type Statistics, statistics } from './interactions/statistics'
export { shardOfUser, type UserShard } from './interactions/user-shard'
export { withItems } from './interactions/with-items'
export type { InteractionsSource } from './lines/byte-source'
export { readInteractions } from './parsers/read-interactions'
export { type CountDifference, countDifferences } from './published/count-differences'
export type { DataSet, DataSetCounts, DataSetDownload, DataSetFiles } from './published/data-set'
export { dataSet, dataSets } from './published/data-sets'
export { type FoundValues, foundValues } from './reading/found-values'
export type { InteractionsFormat, LayoutOptions } from './reading/layout-options'
export { otherSpellings } from './reading/other-spellings'
export type { IdTypes, Reading, RepeatedRows, SkippedRows } from './reading/reading'
export type {
  ReadingLimits,
  ReadingOptions,
  ReadingProgress,
} from './reading/reading-options'
export { unreadRating } from './reading/unread-rating'
export { differingScales, type FileScale, scaleOf, type ValueScale } from './reading/value-scales'
export { type RowSource, readRows } from './rows/read-rows'
export { type DivideOptions, divideHistories } from './splits/divide-histories'
export type { HistoryChoice } from './splits/history-parts'
export { type NumpyLegacyRandom, numpyLegacyRandom } from './splits/numpy-legacy-random'
export { publishedSplit } from './splits/published-split'
export { type GivenSplitOptions, splitAsGiven } from './splits/split-as-given'
export { splitByTime, type TimePoints, type TimeSplitOptions, timePoints } from './splits/split-by-time'
export type { SplitMethod } from './splits/split-draw'
export { type FoldOptions, splitFold } from './splits/split-fold'
export {
  type HeldOutShares,
  type HistorySplitOptions,
  leaveOneOut,
  splitHistories,
} from './splits/split-histories'
export { type SplitOptions, splitUsers } from './splits/split-users'
export { type SplitByIdOptions, splitUsersById } from './splits/split-users-by-id'
export {
  type SyntheticData,
  type SyntheticOptions,
  syntheticInteractions,
} from './synthetic/synthetic-interactions'
export { type BooleanWords, booleanWords } from './tables/boolean-words'
export type { EscapedCells } from './tables/escapes'
export { dateIn } from './tables/inferred-type'
export { readTable, type TableReading } from './tables/read-table'
export type { ColumnType, Table, TableColumn } from './tables/table'
export { tableFrom } from './tables/table-from'
export { type AmountText, amountText } from './values/currency'
export { isUndecided, optionGroups, type UndecidedError } from './values/file-error'
export { dateOfSeconds } from './values/fine-dates'
export { listedTexts } from './values/listed-texts'
export { isMissing, type MissingChoice } from './values/missing-ids'
