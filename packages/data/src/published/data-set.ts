import type { InteractionsFormat } from '../text/layout'

/** How many there are; what is not published is left out. */
export interface DataSetCounts {
  readonly users?: number
  readonly items?: number
  readonly interactions?: number
}

/** Files that make up a data set together. */
export interface DataSetFiles {
  /** Their names, without folders; each may be compressed by gzip, with `.gz` after its name. */
  readonly names: readonly string[]
  readonly format: InteractionsFormat
  /** The one among them that holds the publisher's test set. */
  readonly test?: string
}

/** A published data set: what its files are, what is kept of them, and how many that is. */
export interface DataSet {
  readonly name: string
  readonly title: string
  /** Where the publisher describes it. */
  readonly page: string
  /** Its terms in a line. They are the publisher's, whose own words count. */
  readonly licence: string
  /** Each a way in which the publisher, or a copy, has it; the first that is there is read. */
  readonly files: readonly DataSetFiles[]
  /** What is kept: of entries, those of at least some value; then items, then users, with so many entries. */
  readonly keep: {
    readonly atLeast?: number
    readonly minItemInteractions?: number
    readonly minUserInteractions: number
  }
  /** Users for validation and as many for test, where that is published. */
  readonly heldOut?: number
  /** Published counts: of the files, of what is kept, and of the training users and their items after the split. */
  readonly counts: {
    readonly files?: DataSetCounts
    readonly kept?: DataSetCounts
    readonly training?: DataSetCounts
  }
  /** What can be downloaded, or, where nothing can, how to get it. */
  readonly download: DataSetDownload | string
}

/** Files that the publisher has on the web. */
export interface DataSetDownload {
  readonly urls: readonly string[]
  /** Whether the MD5 of each is beside it, at its address and `.md5`. */
  readonly md5?: boolean
}
