import type { InteractionsFormat } from '../reading/layout-options'

/** Published counts; unknown ones are absent. */
export interface DataSetCounts {
  readonly users?: number
  readonly items?: number
  readonly interactions?: number
}

/** Files that together are a data set. */
export interface DataSetFiles {
  /** Their names, without folders; each may be compressed by gzip, with `.gz` after its name. */
  readonly names: readonly string[]
  readonly format: InteractionsFormat
  /** The file among them with the publisher's test set. */
  readonly test?: string
}

/** A published data set: its files, the filter of published results, and published counts. */
export interface DataSet {
  readonly name: string
  readonly title: string
  /** Where the publisher describes it. */
  readonly page: string
  /** A one-line summary of the publisher's terms; the publisher's own words are binding. */
  readonly licence: string
  /** The forms in which the publisher, or a copy, has it; the first form found is read. */
  readonly files: readonly DataSetFiles[]
  /** The filter: entries of at least some value, then items, then users, with a minimum of entries. */
  readonly keep: {
    readonly atLeast?: number
    readonly minItemInteractions?: number
    readonly minUserInteractions: number
  }
  /** Number of users for validation and as many for test, where published. */
  readonly heldOut?: number
  /** Published counts: of the files, after the filter, and of the training users and their items after the split. */
  readonly counts: {
    readonly files?: DataSetCounts
    readonly kept?: DataSetCounts
    readonly training?: DataSetCounts
  }
  /** The download, or a sentence on how to get the files where there is none. */
  readonly download: DataSetDownload | string
}

/** The publisher's files on the web. */
export interface DataSetDownload {
  readonly urls: readonly string[]
  /** Whether each address with `.md5` appended has the file's MD5. */
  readonly md5?: boolean
}
