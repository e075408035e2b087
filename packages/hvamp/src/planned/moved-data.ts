import { resolve } from 'node:path'
import { isDatabaseAddress } from '@hvamp/databases'
import { dataSetFolder, isDataSet } from '../inputs/locate-data'
import { readRun } from '../runs/run-folder'
import type { PlannedRun } from './planned-run'

/**
 * Arguments of train that say where the data of a begun run are now: none where they are still in the place in which it began, or it
 * has no configuration that can be read.
 */
export async function movedData({ folder, data, options: { dataFolder } }: PlannedRun): Promise<string[]> {
  if (isDatabaseAddress(data)) return []
  const config = await readRun(folder).catch(() => undefined)
  if (!config) return []
  const { path, absolutePath = resolve(path) } = config.data.source
  const place = String(dataFolder ?? (isDataSet(data) ? dataSetFolder(data) : data))
  if (resolve(place) === absolutePath) return []
  return dataFolder === undefined ? [data] : ['--data-folder', place]
}
