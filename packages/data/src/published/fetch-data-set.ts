import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { requireKnown } from '@hvamp/random'
import { fileError, quoted } from '../values/file-error'
import type { DataSet } from './data-set'
import { dataSet as dataSetOf } from './data-sets'
import { type DownloadOptions, downloadFile, downloadText } from './download-file'
import { findDataSet } from './find-data-set'

export interface FetchOptions extends DownloadOptions {
  /** Address of a copy, with a folder for each data set: `mirror/ml-1m/ml-1m.zip` is the publisher's ml-1m.zip. */
  readonly mirror?: string | undefined
}

export interface FetchedDataSet {
  /** Paths of the downloaded files: none if the data set was already complete. */
  readonly downloaded: readonly string[]
}

/**
 * Downloads a published data set from its publisher into a folder, for `readDataSet`. Files already in the folder are kept.
 *
 * Archives are not unpacked. Checksums are compared where the publisher has them. An interrupted download is resumed, also by
 * a later call.
 *
 * @param dataSet its name, or a description of one of your own
 * @throws if the publisher offers no download, with how to get the files; if a download fails or is damaged
 * @example await fetchDataSet('ml-1m', 'data/ml-1m')
 */
export async function fetchDataSet(
  dataSet: string | DataSet,
  folder: string,
  given: FetchOptions = {},
): Promise<FetchedDataSet> {
  requireKnown('fetchDataSet: options', given, {
    mirror: true,
    onProgress: true,
    signal: true,
    retries: true,
    pause: true,
  })
  const { mirror, ...options } = given
  const description = typeof dataSet === 'string' ? dataSetOf(dataSet) : dataSet
  const { name, title, download } = description
  if (await isComplete(description, folder)) return { downloaded: [] }
  if (typeof download === 'string') {
    throw fileError(folder, `the files of ${title}, which cannot be downloaded`, `none: ${download}`)
  }
  const downloaded: string[] = []
  for (const url of download.urls) {
    const file = new URL(url).pathname.split('/').at(-1)!
    const from = mirror === undefined ? url : `${mirror.replace(/\/$/, '')}/${name}/${file}`
    const path = join(folder, file)
    if (await isThere(path)) continue
    const md5 = download.md5 ? await publishedMd5(from, options) : undefined
    await downloadFile(from, path, { ...options, md5 })
    downloaded.push(path)
  }
  try {
    await findDataSet(description, folder)
  } catch (error) {
    for (const path of downloaded) await rm(path)
    throw error
  }
  return { downloaded }
}

async function isComplete(dataSet: DataSet, folder: string): Promise<boolean> {
  return findDataSet(dataSet, folder).then(
    () => true,
    () => false,
  )
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** The MD5 from the publisher's file beside the download; undefined without one. */
async function publishedMd5(url: string, options: DownloadOptions): Promise<string | undefined> {
  const text = await downloadText(`${url}.md5`, options)
  if (text === undefined) return undefined
  const md5 = /\b[0-9a-f]{32}\b/i.exec(text)?.[0]
  if (md5 === undefined) throw fileError(`${url}.md5`, 'an MD5', quoted(text.trim()))
  return md5
}
