import type { UserShard } from '@hvamp/data'
import type { BlockSummary } from './part-manifest'
import type { PartTable } from './part-table'
import type { ShardJob } from './shard-job'

/** The records of one block of users. */
export interface BlockWork<Record> {
  readonly users: number
  /** A record for each user, or for some. */
  records(watch: { readonly signal: AbortSignal; onUsers(done: number): void }): AsyncIterable<Record>
  /** What the command adds to the summary of the block; called after the last record. */
  more(): BlockSummary['more']
}

/** What a shard does. */
export interface ShardWork<Block, Record> {
  /** The folder of the parts. */
  readonly folder: string
  readonly shard: UserShard
  readonly job: ShardJob
  readonly table: PartTable<Record>
  /** Of parts in CSV, as `csv` says. */
  readonly spreadsheetSafe?: boolean
  /** Of the files that it reads, by their content; asked before the first block. */
  identify(): Promise<string>
  readonly blocks: readonly Block[]
  begin(block: Block): Promise<BlockWork<Record>>
}
