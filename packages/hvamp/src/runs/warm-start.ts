import { join } from 'node:path'
import { type UserSplit, withItems } from '@hvamp/data'
import type { ModelState } from '@hvamp/models'
import { modelNames } from '@hvamp/models/definitions'
import { identify } from '../files/source-file'
import { badInput } from '../process/bad-input'
import { isUsedBy } from '../settings/model'
import type { RunConfig } from '../settings/run-config'
import type { WarmStartRecord } from '../settings/warm-start'
import type { BaseRun } from './base-run'
import { modelFolder, openModel } from './open-model'

/** What happens to items of the earlier run that the data no longer has. */
export type Vanished = 'drop' | 'keep'

/** What a run starts from, and the data as they fit to it. */
export interface WarmStarted {
  readonly state: ModelState
  readonly split: UserSplit
  readonly record: WarmStartRecord
}

/** @throws bad input if a model is not trained in epochs, so that nothing could go on */
export function requireEpochs(model: RunConfig['options']['model'], option: string): void {
  if (isUsedBy(model, 'epochs')) return
  const able = modelNames.filter((name) => isUsedBy(name, 'epochs')).join(', ')
  throw badInput(
    `${option}: must be a run of a model that is trained in epochs (${able}), got one of ${model}, which is always trained from the beginning, in seconds: leave the option out`,
  )
}

/**
 * Reads the weights of an earlier run; a backend has to be running.
 *
 * @throws bad input if no item is in both
 */
export async function warmStart(
  { run, folder }: Pick<BaseRun, 'run' | 'folder'>,
  split: UserSplit,
  vanished: Vanished,
): Promise<WarmStarted> {
  const { sha256 } = await identify(join(await modelFolder(folder), 'model.json'))
  const model = await openModel(folder)
  const state = await model.state()
  model.dispose()
  const { itemIds } = split.train
  const known = new Set(state.itemIds)
  const kept = itemIds.filter((id) => known.has(id)).length
  if (kept === 0) {
    throw badInput(
      `${run}: must have items of the data, got none of its ${itemIds.length} among ${known.size}: '${itemIds[0]}' is new, '${state.itemIds[0]}' is gone; is the column of items another one?`,
    )
  }
  const items = { kept, new: itemIds.length - kept, vanished: known.size - kept }
  return {
    state,
    split: vanished === 'keep' ? splitWith(split, state.itemIds) : split,
    record: { run, folder, sha256, items, vanished },
  }
}

/**
 * The same for a run that is resumed.
 *
 * @throws bad input if the earlier run is not what it was
 */
export async function sameWarmStart(
  resumed: string,
  before: WarmStartRecord,
  split: UserSplit,
): Promise<WarmStarted> {
  const again = await warmStart(before, split, before.vanished)
  if (again.record.sha256 === before.sha256) return again
  throw badInput(
    `${before.folder}: must have the model that ${resumed} began with, with SHA-256 ${before.sha256}, got ${again.record.sha256}`,
  )
}

function splitWith({ train, validation, test }: UserSplit, itemIds: readonly string[]): UserSplit {
  const both = ({ foldIn, heldOut }: UserSplit['test']) => ({
    foldIn: withItems(foldIn, itemIds),
    heldOut: withItems(heldOut, itemIds),
  })
  return { train: withItems(train, itemIds), validation: both(validation), test: both(test) }
}
