import type { EpochEvent, EpochRecord } from '@hvamp/training'
import { count, duration } from './format'
import { stagePace } from './stage-pace'
import type { DisplayOptions, TrainingDisplay } from './training-display'
import { trainingPace } from './training-pace'

/** A line an epoch, or now and then one for a model without epochs: for logs and pipes. */
export function progressLines({ out, batch, metric }: DisplayOptions): TrainingDisplay {
  const pace = trainingPace(batch)
  const isTime = stagePace(10)
  let best: number | undefined
  return {
    event(event) {
      pace.event(event)
      if (event.type === 'start') out.note(startLine(event))
      if (event.type === 'improved') best = event.epoch
      if (event.type === 'stage' && isTime(event))
        out.note(`${event.stage} ${count(event.done)}/${count(event.total)}`)
      if (event.type !== 'epoch') return
      const { record, epochs } = event
      const parts = [
        epochTitle(event),
        ...termsOf(record),
        ...(record.validation === undefined
          ? []
          : [`${metric} ${record.validation.toFixed(4)}${record.epoch === best ? ' (best)' : ''}`]),
        ...(pace.usersPerSecond === undefined ? [] : [`${count(Math.round(pace.usersPerSecond))} users/s`]),
        ...(pace.secondsLeft === undefined || record.epoch === epochs
          ? []
          : [`at most ${duration(pace.secondsLeft)} left`]),
      ]
      out.note(parts.join(', '))
    },
    say: out.note,
    stop: () => {},
  }
}

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

/** What begins: parameters, batches, and where a resumed run goes on. */
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
  return `training ${count(parameterCount)} parameters, ${count(batchCount)} batches an epoch${where}`
}
