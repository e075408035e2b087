import { requireKnown } from '@hvamp/random'
import { nodeGunzip } from '../files/node-gunzip'
import type { Interactions } from '../interactions/interactions'
import { decompressed } from '../lines/byte-source'
import { addText } from '../parsers/read-interactions'
import { type JoinedFile, joinedReading } from '../reading/joined-files'
import type { Reading } from '../reading/reading'
import type { ReadingOptions } from '../reading/reading-options'
import type { DataSet } from './data-set'
import { dataSet as dataSetOf } from './data-sets'
import { findDataSet } from './find-data-set'

/** A data set as published. */
export interface DataSetReading {
  /** All its interactions, including the publisher's test set. */
  readonly interactions: Interactions
  /** How the files were read. */
  readonly reading: Reading
  /** The publisher's test set, where there is one. */
  readonly test?: Interactions
  /** Paths of the files read, or of the archive. */
  readonly paths: readonly string[]
}

/**
 * Reads a published data set from the publisher's own files: in a folder, or in a zip or tar archive, which is streamed, not
 * unpacked.
 *
 * Nothing is filtered: `keep` of the data set has the filter of the published results, `countDifferences` checks the counts.
 *
 * @param dataSet its name, or a description of one of your own
 * @param path of a folder or an archive
 * @throws naming the missing or damaged file, the line, and the rule
 * @example const { interactions } = await readDataSet('ml-1m', 'downloads/ml-1m.zip')
 */
export async function readDataSet(
  dataSet: string | DataSet,
  path: string,
  given: Pick<ReadingOptions, 'timestamps' | 'onProgress' | 'signal' | 'limits'> = {},
): Promise<DataSetReading> {
  requireKnown('readDataSet: options', given, {
    timestamps: true,
    onProgress: true,
    signal: true,
    limits: true,
  })
  const { timestamps = false, onProgress, signal, limits } = given
  const description = typeof dataSet === 'string' ? dataSetOf(dataSet) : dataSet
  const { container, files, names } = await findDataSet(description, path, limits)
  const options = {
    format: files.format,
    timestamps,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
    ...(limits && { limits }),
  }
  let bytes = 0
  const paths = new Set<string>()
  async function read(wanted: readonly string[]): Promise<{ interactions: Interactions; reading: Reading }> {
    const added: JoinedFile[] = []
    for await (const { source, where, chunks } of container.files(wanted)) {
      paths.add(source)
      const counted = async function* () {
        for await (const chunk of chunks()) {
          bytes += chunk.length
          yield chunk
        }
      }
      const text = decompressed(counted(), where, nodeGunzip, limits)
      added.push({
        ...(await addText(text, where, options, () => bytes, added[0])),
        path: where,
      })
    }
    const { builder } = added[0]! // findDataSet has found at least one file
    const interactions = builder.build()
    return { interactions, reading: joinedReading(added, interactions) }
  }
  const all = await read(names)
  const testName = names[files.names.indexOf(files.test ?? '')]
  const test = testName === undefined ? undefined : (await read([testName])).interactions
  return { ...all, ...(test && { test }), paths: [...paths] }
}
