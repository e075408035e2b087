import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { identify } from '../files/source-file'
import { runFiles } from '../runs/run-files'
import { readRun } from '../runs/run-folder'
import type { RunConfig } from '../settings/run-config'
import type { WarmStartRecord } from '../settings/warm-start'
import { optionsOfSystem } from './system-options'

/**
 * What a run, or a part of a blend, began with: a text that is the same for earlier runs that differ in their folds and seeds alone.
 *
 * @returns undefined where all began anew
 */
export async function startOf({
  from,
  blend,
}: Pick<RunConfig, 'from' | 'blend'>): Promise<string | undefined> {
  const starts = [from, ...(blend?.parts ?? []).map((part) => part.from)]
  if (starts.every((start) => start === undefined)) return undefined
  return digest(await Promise.all(starts.map((start) => start && earlierRun(start))))
}

/** The options, the data and the start of an earlier run; its model alone where that run is gone or became another. */
async function earlierRun({ folder, sha256, vanished }: WarmStartRecord): Promise<unknown> {
  const config = await runWithModel(folder, sha256).catch(() => undefined)
  if (!config) return [sha256, vanished]
  return [optionsOfSystem(config), config.data.source.sha256, await startOf(config), vanished]
}

async function runWithModel(folder: string, sha256: string): Promise<RunConfig | undefined> {
  const model = await identify(join(folder, runFiles.model, 'model.json'))
  return model.sha256 === sha256 ? readRun(folder) : undefined
}

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
