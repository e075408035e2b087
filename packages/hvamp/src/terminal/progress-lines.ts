import type { DisplayOptions, ShownStage, TrainingDisplay } from './display'
import { epochTitle, startLine, termsOf } from './epoch-line'
import { duration, grouped } from './format'
import { stagePace, stagesLeft } from './stage-pace'
import { trainingPace } from './training-pace'

/** A line an epoch, or now and then one for a model without epochs: for logs and pipes. */
export function progressLines({ out, batch, metric }: DisplayOptions): TrainingDisplay {
  const pace = trainingPace(batch)
  const isTime = stagePace(10)
  const stageLeft = stagesLeft()
  let best: number | undefined
  return {
    event(event) {
      pace.event(event)
      if (event.type === 'start') out.note(startLine(event))
      if (event.type === 'improved') best = event.epoch
      if (event.type === 'stage') {
        const left = stageLeft(event)
        if (isTime(event)) out.note(stageLine(event, left))
      }
      if (event.type !== 'epoch') return
      const { record, epochs } = event
      const parts = [
        epochTitle(event),
        ...termsOf(record),
        ...(record.validation === undefined
          ? []
          : [`${metric} ${record.validation.toFixed(4)}${record.epoch === best ? ' (best)' : ''}`]),
        ...(pace.usersPerSecond === undefined ? [] : [`${grouped(Math.round(pace.usersPerSecond))} users/s`]),
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

/** How far a stage is: `items 5/20, at most 3 s left`, or `reading, rows 5 so far`. */
function stageLine({ stage, done, total }: ShownStage, left: number | undefined): string {
  if (total === undefined) return `${stage} ${grouped(done)} so far`
  const rest = left === undefined || done >= total ? '' : `, at most ${duration(left)} left`
  return `${stage} ${grouped(done)}/${grouped(total)}${rest}`
}
