import type { EpochEvent, EpochRecord } from '@hvamp/training'
import { grouped } from './format'

/** epoch 3/400 */
export function epochTitle({ record, epochs }: Pick<EpochEvent, 'record' | 'epochs'>): string {
  return `epoch ${record.epoch}/${epochs}`
}

/** Loss, KL and β of an epoch or a step. */
export function termsOf({
  loss,
  terms,
  klWeight,
}: Pick<EpochRecord, 'loss' | 'terms' | 'klWeight'>): string[] {
  return [
    `loss ${loss.toFixed(2)}`,
    ...(terms.kl === undefined ? [] : [`KL ${terms.kl.toFixed(2)}`, `β ${klWeight.toFixed(3)}`]),
  ]
}

/** The first line of a training: parameters, batches, and the epoch that a resumed run continues from. */
export function startLine({
  parameterCount,
  batchCount,
  resumed,
  epoch,
  batch,
}: {
  parameterCount: number
  batchCount: number
  resumed: boolean
  epoch: number
  batch: number
}): string {
  const where = resumed ? `, resumed in epoch ${epoch} after ${batch} batches` : ''
  return `training ${grouped(parameterCount)} parameters, ${grouped(batchCount)} batches an epoch${where}`
}
